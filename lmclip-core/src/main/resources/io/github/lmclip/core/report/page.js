'use strict';
(() => {
  const drawn = [];

  function element(tag, text, attributes) {
    const made = document.createElement(tag);
    made.textContent = text || '';
    Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  }

  /* A drawing that is scaled on paper, whatever its width. */
  function scalable(place) {
    const svg = place.querySelector('svg');
    if (svg) {
      svg.setAttribute('viewBox', '0 0 ' + svg.getAttribute('width') + ' ' + svg.getAttribute('height'));
    }
  }

  function chooseLines(drawing, after) {
    if (!drawing.data.chosen) {
      return;
    }
    drawing.choice = new Set(drawing.data.chosen);
    const details = element('details', '', { class: 'choose' });
    details.append(element('summary', 'Choose classes'));
    const set = element('fieldset', '', { 'aria-label': 'Classes to draw' });
    drawing.data.lines.forEach((line) => {
      const label = element('label');
      const box = element('input', '', { type: 'checkbox' });
      box.checked = drawing.choice.has(line.name);
      box.addEventListener('change', () => {
        drawing.choice[box.checked ? 'add' : 'delete'](line.name);
        drawing.draw();
      });
      label.append(box, element('span', line.name));
      set.append(label);
    });
    details.append(set);
    after.after(details);
  }

  function chooseClass(drawing, after) {
    const label = element('label', 'Only pictures of ', { class: 'choose' });
    const select = element('select');
    select.append(element('option', 'all classes', { value: '' }));
    drawing.data.names.forEach((name, id) => select.append(element('option', name, { value: id })));
    select.addEventListener('change', () => {
      drawing.choice = select.value;
      drawing.draw();
    });
    label.append(select);
    after.after(label);
  }

  /* Too long for the file, so it is made when somebody opens it. */
  function tableOfMap(drawing, after) {
    const details = element('details');
    details.append(element('summary', 'Table: every picture of the map'));
    details.addEventListener('toggle', () => {
      if (!details.open || details.querySelector('table')) {
        return;
      }
      const names = (ids) => ids.map((id) => drawing.data.names[id]).join(', ');
      const table = element('table');
      const add = (tag, cells) => {
        const row = element('tr');
        cells.forEach((cell) => row.append(element(tag, String(cell))));
        table.append(row);
      };
      add('th', ['picture', 'shows', 'best classes', 'x', 'y']);
      drawing.data.pictures.forEach((picture) => add('td', [picture[4], names(picture[2]), names(picture[3]), picture[0], picture[1]]));
      const frame = element('div', '', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Every picture of the map' });
      frame.append(table);
      details.append(frame);
    });
    after.after(details);
  }

  document.querySelectorAll('.chart').forEach((place) => {
    const kind = place.dataset.kind;
    const data = JSON.parse(document.getElementById(place.id + '-data').textContent);
    const many = kind === 'map' && data.pictures.length > 1500;
    const chart = echarts.init(place, null, { renderer: many ? 'canvas' : 'svg' });
    const drawing = { data, choice: undefined };
    drawing.draw = () => {
      chart.setOption(charts[kind](data, place.clientWidth, drawing.choice), true);
      scalable(place);
    };
    if (kind === 'lines') {
      chooseLines(drawing, place);
    } else if (kind === 'map') {
      tableOfMap(drawing, place);
      chooseClass(drawing, place);
    }
    drawing.draw();
    let width = place.clientWidth;
    new ResizeObserver(() => {
      if (place.clientWidth !== width && place.clientWidth > 0) {
        width = place.clientWidth;
        chart.resize();
        drawing.draw();
      }
    }).observe(place);
    drawn.push(drawing);
  });

  const redraw = () => drawn.forEach((drawing) => drawing.draw());
  theme.onChange(redraw);
  const paper = (value) => () => {
    theme.onPaper(value);
    redraw();
  };
  window.addEventListener('beforeprint', paper(true));
  window.addEventListener('afterprint', paper(false));
})();
