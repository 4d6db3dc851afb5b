package io.github.lmclip.core.text;

import java.util.Arrays;

/** A priority queue of merges to be made: lowest id first, and leftmost place first among equal ids. A binary heap. */
final class PlaceQueue {

    private long[] heap = new long[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(int id, int place) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        long entry = (long) id << Integer.SIZE | place;
        int hole = size++;
        while (hole > 0 && heap[(hole - 1) / 2] > entry) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = entry;
    }

    /** Removes and returns the first entry; {@link #id} and {@link #place} take it apart. */
    long remove() {
        long first = heap[0];
        long last = heap[--size];
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = last;
        return first;
    }

    static int id(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    static int place(long entry) {
        return (int) entry;
    }
}
