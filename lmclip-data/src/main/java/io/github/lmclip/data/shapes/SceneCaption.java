package io.github.lmclip.data.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Says what a scene shows, in one of a few common ways. */
final class SceneCaption {

    private static final List<String> FRAMES = List.of("a %s of", "this is a %s of", "the %s shows", "a small %s of");

    private static final List<String> NOUNS = List.of("photo", "picture", "image", "drawing");

    private static final List<String> JOINTS = List.of(" and ", " next to ", " beside ", " with ");

    private SceneCaption() {}

    /** Returns a caption that names exactly {@code figures}. */
    static String of(List<Figure> figures, List<SceneColor> colors, SceneStyle style, SplittableRandom random) {
        return random.nextInt(4) > 0 ? asLabels(figures) : asPhrase(figures, colors, style, random);
    }

    /** Returns a caption of the form that class prompts and training captions have. */
    private static String asLabels(List<Figure> figures) {
        return "a photo of a " + figures.stream().map(Figure::word).collect(Collectors.joining(", "));
    }

    private static String asPhrase(
            List<Figure> figures, List<SceneColor> colors, SceneStyle style, SplittableRandom random) {
        String noun = random.nextInt(3) == 0 ? style.noun() : NOUNS.get(random.nextInt(NOUNS.size()));
        List<String> things = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            String color =
                    style.coloured() && random.nextInt(4) > 0 ? colors.get(i).word() + " " : "";
            things.add(withArticle(color + figures.get(i).word()));
        }
        String joint = JOINTS.get(random.nextInt(JOINTS.size()));
        String frame = FRAMES.get(random.nextInt(FRAMES.size())).formatted(noun);
        return frame.replace("a outline", "an outline").replace("a image", "an image") + " "
                + String.join(joint, things);
    }

    private static String withArticle(String thing) {
        return ("aeiou".indexOf(thing.charAt(0)) >= 0 ? "an " : "a ") + thing;
    }
}
