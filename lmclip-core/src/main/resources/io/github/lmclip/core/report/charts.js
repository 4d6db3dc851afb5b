'use strict';
/* From the data beside a drawing to what the charting library wants. Text from data goes through esc wherever the library
   would take it for markup. */
const charts = (() => {
  const esc = (text) => echarts.format.encodeHTML(String(text));
  const narrow = (width) => width < 600;
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);

  function base(width) {
    return {
      animation: false,
      textStyle: { color: theme.colour('text'), fontFamily: 'system-ui, sans-serif' },
      grid: { left: 8, right: narrow(width) ? 16 : 32, top: 44, bottom: 36, containLabel: true },
      legend: { type: 'scroll', top: 0, textStyle: { color: theme.colour('text') }, pageTextStyle: { color: theme.colour('text') },
        pageIconColor: theme.colour('accent'), pageIconInactiveColor: theme.colour('line') },
      tooltip: { confine: true, backgroundColor: theme.colour('panel'), borderColor: theme.colour('line'),
        textStyle: { color: theme.colour('text') }, extraCssText: 'max-width:20rem;white-space:normal' },
      aria: { enabled: true, label: { enabled: false }, decal: { show: true } }
    };
  }
  function axis(name, more) {
    return Object.assign({
      name, nameLocation: 'middle', nameGap: 26, nameTextStyle: { color: theme.colour('soft') },
      axisLabel: { color: theme.colour('soft'), hideOverlap: true }, axisLine: { lineStyle: { color: theme.colour('line') } },
      splitLine: { lineStyle: { color: theme.colour('line'), opacity: 0.6 } }, minorSplitLine: { show: false }
    }, more);
  }
  function upright(name) {
    return { name, nameLocation: 'end', nameGap: 12, nameTextStyle: { align: 'left', color: theme.colour('soft') } };
  }
  function range(values) {
    return values ? { min: values[0], max: values[1] } : { scale: true };
  }
  const tidy = (value) => (Math.abs(value) >= 0.001 || value === 0 ? String(+value.toFixed(4)) : (+value.toPrecision(3)).toExponential());

  function lines(data, width, chosen) {
    const option = base(width);
    const shown = data.lines.filter((line) => !chosen || chosen.has(line.name));
    option.grid.top = 64;
    option.legend.data = shown.map((line) => ({ name: line.name }));
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = (at) => at.componentType === 'markLine' ? esc(at.name)
      : esc(at.seriesName) + '<br>' + esc(data.x) + ' ' + tidy(at.value[0]) + '<br>' + esc(data.y) + ' ' + tidy(at.value[1]);
    option.xAxis = axis(data.x, Object.assign({ type: 'value', minInterval: data.wholeSteps ? 1 : 0 }, range(data.xRange)));
    option.yAxis = axis('', Object.assign({ type: 'value' }, range(data.yRange), upright(data.y)));
    option.yAxis.axisLabel.formatter = tidy;
    option.series = shown.map((line, place) => {
      const style = chosen ? place : line.style;
      const plain = line.style < 0;
      return {
        name: line.name, type: 'line', data: line.points, showSymbol: !plain, showAllSymbol: line.points.length < 40,
        symbol: plain ? 'none' : theme.symbol(style), symbolSize: line.points.length > 30 ? 5 : 8,
        lineStyle: plain ? { color: theme.colour('soft'), type: 'dashed', width: 1 }
          : { color: theme.series(style), type: theme.dash(style), width: 2 },
        itemStyle: { color: plain ? theme.colour('soft') : theme.series(style) }
      };
    });
    if (option.series.length && data.marks.length) {
      option.series[0].markLine = {
        symbol: 'none', lineStyle: { color: theme.colour('soft'), type: 'dotted' },
        label: { color: theme.colour('soft'), formatter: (at) => at.name, position: 'insideEndTop', rotate: 0 },
        data: data.marks.map((mark) => ({ xAxis: mark.x, name: mark.text }))
      };
    }
    return option;
  }

  function bars(data, width) {
    const option = base(width);
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'shadow' };
    option.tooltip.formatter = (all) => {
      const place = all[0].dataIndex;
      const mark = data.marks ? '<br>' + esc(data.marksName) + ' ' + esc(data.marks[place]) : '';
      return esc(data.names[place]) + ' (' + esc(data.groups[place]) + ')<br>' + esc(data.x) + ' ' + esc(data.values[place]) + mark;
    };
    option.xAxis = axis(data.x, { type: 'value', min: 0 });
    option.yAxis = axis('', { type: 'category', inverse: true, data: data.names, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { color: theme.colour('text'), interval: 0, formatter: (name) => short(name, narrow(width) ? 14 : 24) } });
    option.series = theme.groups.map((group, index) => ({
      name: group, type: 'bar', stack: 'one', barMaxWidth: 14, itemStyle: { color: theme.series(index) },
      data: data.values.map((value, place) => (data.groups[place] === group ? value : null))
    })).filter((series) => series.data.some((value) => value !== null));
    if (data.marks) {
      option.series.push({
        name: data.marksName, type: 'scatter', symbol: 'rect', symbolSize: [3, 15], z: 5,
        itemStyle: { color: theme.colour('text'), borderColor: theme.colour('back'), borderWidth: 1 },
        data: data.marks.map((value, place) => [value, place])
      });
    }
    return option;
  }

  function scatter(data, width) {
    const option = base(width);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = (at) => at.componentType === 'markLine' ? esc(at.name)
      : esc(at.value[2]) + ' (' + esc(at.value[3]) + ')<br>' + esc(data.x) + ' ' + esc(at.value[4]) + '<br>' + esc(data.y) + ' ' + esc(at.value[1]);
    option.grid.top = 64;
    option.legend.itemWidth = 12;
    option.xAxis = axis(data.x, { type: 'log', min: (v) => Math.max(0.5, v.min * 0.8), max: (v) => Math.ceil(v.max * 1.2) });
    option.xAxis.axisLabel.formatter = (value) => String(+value.toFixed(value < 1 ? 1 : 0));
    option.yAxis = axis('', Object.assign({ type: 'value' }, upright(data.y)));
    option.series = theme.groups.map((group, index) => ({
      name: group, type: 'scatter', symbol: theme.symbol(index), symbolSize: 11, itemStyle: { color: theme.series(index) },
      data: data.points.filter((point) => point[3] === group).map((point) => [Math.max(0.5, point[0])].concat(point.slice(1), point[0])),
      label: { show: !narrow(width) && data.points.length <= 30, position: 'right', color: theme.colour('soft'), fontSize: 11,
        formatter: (at) => short(at.value[2], 18) },
      labelLayout: { hideOverlap: true }
    })).filter((series) => series.data.length);
    if (option.series.length) {
      option.series[0].markLine = { silent: true, symbol: 'none', label: { show: false },
        lineStyle: { color: theme.colour('text'), type: 'solid', width: 1 }, data: [{ yAxis: 0, name: 'no gain' }] };
    }
    return option;
  }

  function matrix(data, width) {
    const option = base(width);
    const most = Math.max(1, ...data.cells.map((cell) => cell[2]));
    const names = { type: 'category', data: data.names, axisTick: { show: false }, splitArea: { show: false }, splitLine: { show: false } };
    const label = { color: theme.colour('text'), interval: 0, fontSize: 11, formatter: (name) => short(name, narrow(width) ? 10 : 20) };
    delete option.legend;
    option.aria.decal.show = false;
    option.grid.top = 16;
    option.grid.bottom = 76;
    option.xAxis = axis(data.x, Object.assign({}, names, { axisLabel: Object.assign({ rotate: 90 }, label), nameGap: 10 }));
    option.xAxis.name = '';
    option.yAxis = axis('', Object.assign({}, names, { inverse: true, axisLabel: label }));
    option.tooltip.formatter = (at) => esc(data.names[at.value[1]]) + ' is ' + esc(data.y) + ', not ' + esc(data.names[at.value[0]])
      + '<br>' + esc(at.value[4]) + ' pictures; ' + esc(data.x) + ': ' + esc(at.value[2]) + ' %<br>both there else: ' + esc(at.value[3]) + ' %';
    option.visualMap = { min: 0, max: most, dimension: 2, calculable: false, orient: 'horizontal', left: 'center', bottom: 0,
      text: [most.toFixed(0) + ' % said, though not there', '0'], textStyle: { color: theme.colour('text') },
      inRange: { color: [theme.colour('panel'), theme.series(0)] } };
    option.series = [{ type: 'heatmap', data: data.cells, itemStyle: { borderColor: theme.colour('back'), borderWidth: 1 } }];
    return option;
  }

  function map(data, width, chosen) {
    const option = base(width);
    const only = chosen === undefined || chosen === '' ? -1 : Number(chosen);
    const names = (ids) => (ids.length ? ids.map((id) => data.names[id]).join(', ') : 'nothing');
    const group = (picture) => Math.max(-1, ...picture[2].map((id) => theme.groups.indexOf(data.groups[id])));
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = (at) => at.data.picture
      ? esc(at.data.picture[4]) + '<br>shows ' + esc(names(at.data.picture[2])) + '<br>best: ' + esc(names(at.data.picture[3]))
      : 'text of ' + esc(at.name);
    option.legend.itemWidth = 12;
    const bare = { type: 'value', scale: true, axisLabel: { show: false }, axisTick: { show: false }, axisLine: { show: false } };
    option.xAxis = axis('', Object.assign({}, bare));
    option.yAxis = axis('', Object.assign({}, bare));
    option.grid = { left: 4, right: 4, top: 40, bottom: 4 };
    const point = (picture) => ({ value: picture.slice(0, 2), picture, itemStyle: only >= 0 && !picture[2].includes(only) ? { opacity: 0.08 } : {} });
    option.series = theme.groups.concat('no label').map((name, index) => ({
      name, type: 'scatter', symbol: theme.symbol(index), symbolSize: data.pictures.length > 1500 ? 5 : 7, cursor: 'default',
      /* in one go: a page that is printed or photographed does not wait for pieces */
      progressive: 0,
      itemStyle: { color: theme.series(index), opacity: 0.7 },
      data: data.pictures.filter((picture) => group(picture) === (index < 3 ? index : -1)).map(point)
    })).filter((series) => series.data.length);
    option.series.push({
      name: 'class texts', type: 'scatter', z: 6, symbolSize: 13,
      symbol: 'path://M0,-10 L2.9,-3.1 10,-3.1 4.3,1.5 6.5,9 0,4.6 -6.5,9 -4.3,1.5 -10,-3.1 -2.9,-3.1 Z',
      itemStyle: { color: theme.colour('text'), borderColor: theme.colour('back'), borderWidth: 1 },
      data: data.texts.map((text) => ({ name: data.names[text[2]], value: text.slice(0, 2),
        itemStyle: only >= 0 && text[2] !== only ? { opacity: 0.15 } : {} })),
      label: { show: true, position: 'top', color: theme.colour('text'), fontSize: 10, textBorderColor: theme.colour('back'), textBorderWidth: 2,
        formatter: (at) => short(at.name, 16) },
      labelLayout: { hideOverlap: true }
    });
    return option;
  }
  return { lines, bars, scatter, matrix, map };
})();
