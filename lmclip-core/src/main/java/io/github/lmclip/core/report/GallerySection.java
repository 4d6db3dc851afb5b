package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pictures that the model is best at, worst at, and that it was most surprised by. */
final class GallerySection {

    private static final int ANSWERS = 4;

    private final ReportData data;
    private final float[][] shares;

    private GallerySection(ReportData data) {
        this.data = data;
        shares = ScoreKind.SOFTMAX.of(data.predictions().logits());
    }

    /** Returns what is most believable of each class: fitted where that was wanted. */
    private float[][] probabilities() {
        return data.model()
                .assessment()
                .fitted()
                .map(fit -> fit.platt().probabilities(data.predictions().logits()))
                .orElse(shares);
    }

    static Section of(ReportData data) {
        GallerySection section = new GallerySection(data);
        int size = data.options().gallery();
        Html body = new Html();
        if (size == 0) {
            return new Section("gallery", "Gallery", body.paragraph("No pictures were wanted."));
        }
        GalleryChoice choice =
                GalleryChoice.of(data.predictions(), data.training().counts(), section.probabilities(), size);
        if (choice.best().isEmpty()) {
            return new Section("gallery", "Gallery", body.paragraph("No test picture has a label."));
        }
        body.paragraph(
                "Below each picture: what it shows, and the model's first answers with their softmax over the classes; + is"
                        + " there, \u2212 is not.");
        String order = choice.isShared(size) ? "." : ", of each rarest label first.";
        section.add(body, "Best", "Labels furthest above all other classes" + order, choice.best());
        section.add(body, "Worst", "Labels furthest below another class, or the least above it.", choice.worst());
        section.add(
                body,
                "Most surprising",
                "Of the others, those whose labels were least probable: the most bits of surprise.",
                choice.surprising());
        return new Section("gallery", "Gallery", body);
    }

    private void add(Html body, String title, String words, List<Integer> images) {
        if (images.isEmpty()) {
            return;
        }
        body.element("h3", title).paragraph(words).open("ul", "class", "gallery");
        images.forEach(image -> body.add(card(image)));
        body.close("ul");
    }

    private Html card(int image) {
        Predictions predictions = data.predictions();
        String labels =
                predictions.classes(image).stream().map(data.classNames()::get).collect(Collectors.joining(", "));
        Html html = new Html().open("li");
        Optional<String> address = Thumbnail.address(data.pictures().get(image));
        if (address.isPresent()) {
            html.open("img", "src", address.get(), "alt", "shows " + labels, "loading", "lazy");
        } else {
            html.element("div", "picture not found", "class", "missing");
        }
        html.element("strong", labels).open("ol");
        for (int id : Labels.best(shares[image], ANSWERS)) {
            boolean right = predictions.shows(image, id);
            html.element(
                    "li",
                    "%s %s %s"
                            .formatted(
                                    right ? "+" : "\u2212",
                                    data.classNames().get(id),
                                    Words.number(shares[image][id], 2)),
                    "class",
                    right ? "right" : "wrong");
        }
        html.close("ol").element("small", Labels.fileName(predictions.images().get(image)));
        return html.close("li");
    }
}
