package io.github.lmclip.data.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides which figures each picture of a split shows. */
final class LabelPlan {

    /** The most figures in a picture. */
    private static final int MOST = 3;

    private final SplittableRandom random;

    LabelPlan(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Returns the training pictures of class {@code id}: a Pareto curve, 700 / (1 + id / 6)^2.9. */
    static int trainingCount(int id) {
        return (int) Math.round(700 * Math.pow(1 + id / 6.0, -2.9));
    }

    /** Returns labels by {@link #trainingCount}, from one to three a picture; the rare lie among the frequent. */
    List<List<Integer>> longTailed(int images) {
        List<List<Integer>> labels = empty(images);
        for (int id = Figure.CLASSES - 1; id >= 0; id--) {
            List<List<Integer>> open =
                    labels.stream().filter(has -> has.size() < MOST).collect(Collectors.toList());
            shuffle(open);
            boolean last = id < 3;
            if (last) {
                open.sort((a, b) -> Boolean.compare(b.isEmpty(), a.isEmpty()));
            }
            for (List<Integer> picture : open.subList(0, trainingCount(id))) {
                picture.add(id);
            }
        }
        labels.forEach(this::shuffle);
        return labels;
    }

    /** Returns labels of which every class has as many as the others, give or take one; one to three a picture. */
    List<List<Integer>> balanced(int images) {
        List<List<Integer>> labels = empty(images);
        List<Integer> deck = new ArrayList<>();
        for (List<Integer> picture : labels) {
            int count = random.nextInt(1, MOST + 1);
            while (picture.size() < count) {
                if (deck.isEmpty()) {
                    IntStream.range(0, Figure.CLASSES).forEach(deck::add);
                    shuffle(deck);
                }
                Integer fresh = deck.stream()
                        .filter(id -> !picture.contains(id))
                        .findFirst()
                        .orElse(null);
                if (fresh == null) {
                    break;
                }
                deck.remove(fresh);
                picture.add(fresh);
            }
        }
        return labels;
    }

    private static List<List<Integer>> empty(int images) {
        return IntStream.range(0, images)
                .mapToObj(i -> (List<Integer>) new ArrayList<Integer>())
                .collect(Collectors.toList());
    }

    private <T> void shuffle(List<T> items) {
        for (int i = items.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T moved = items.set(i, items.get(other));
            items.set(other, moved);
        }
    }
}
