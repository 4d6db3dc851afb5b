package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Interprets a scanned pickle. The library keeps stack and memo and decodes numbers and strings; whatever names, makes or
 * changes an object is done here, from an allow-list, and dicts keep the file's order. What comes out is made of
 * {@code null, Boolean, Integer, Long, BigInteger, Double, String, byte[], Object[]} (a tuple), {@link ArrayList}, {@link
 * LinkedHashMap}, {@link PickledTensor} and the like.
 */
final class TorchUnpickler extends Unpickler {

    private final PickledNames names;
    private final Map<String, PickledStorage> storages;

    /** How high the stack was at each open mark, the mark included. */
    private final Deque<Integer> marks = new ArrayDeque<>();

    private TorchUnpickler(PickledNames names, Map<String, PickledStorage> storages) {
        this.names = names;
        this.storages = storages;
    }

    /**
     * Returns what a scanned pickle means.
     *
     * @param names what it may name
     * @param storages takes every storage that it refers to, by key
     * @param where what messages call the pickle
     */
    static Object read(byte[] scanned, PickledNames names, Map<String, PickledStorage> storages, String where) {
        try {
            return new TorchUnpickler(names, storages).loads(scanned);
        } catch (PickleException | IOException e) {
            throw new WeightsException("%s: %s".formatted(where, e.getMessage()), e);
        }
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        PickleOpcode opcode = PickleOpcode.of(key);
        require(opcode);
        switch (opcode) {
            case MARK -> {
                super.dispatch(key);
                marks.push(stack.size());
            }
            case TUPLE -> stack.add(sinceMark().toArray());
            case EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case SETITEM -> setItem();
            case SETITEMS -> setItems(sinceMark());
            case APPEND -> append(Collections.singletonList(stack.pop()));
            case APPENDS -> append(sinceMark());
            case GLOBAL -> stack.add(names.resolve(PickleUtils.readline(input), PickleUtils.readline(input)));
            case STACK_GLOBAL -> stackGlobal();
            case REDUCE -> reduce();
            case NEWOBJ -> newObject();
            case BUILD -> build();
            default -> {
                return super.dispatch(key);
            }
        }
        return NO_RETURN_VALUE;
    }

    /** Refuses an instruction that would reach below the stack or the last mark. */
    private void require(PickleOpcode opcode) {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (stack.size() - floor < opcode.operands()
                || opcode.endsMark() && marks.isEmpty()
                || opcode == PickleOpcode.STOP && stack.size() != 1) {
            throw new PickleException("%s finds too little or too much on the stack".formatted(opcode));
        }
    }

    private List<Object> sinceMark() {
        marks.pop();
        return stack.pop_all_since_marker();
    }

    /** Returns the object on top, which must lie above the last mark. */
    private Object top() {
        if (stack.size() <= (marks.isEmpty() ? 0 : marks.peek())) {
            throw new PickleException("expected an object on the stack, got none");
        }
        return stack.peek();
    }

    private void setItem() {
        Object value = stack.pop();
        Object name = stack.pop();
        put(dict(), name, value);
    }

    private void setItems(List<Object> items) {
        Map<Object, Object> dict = dict();
        if (items.size() % 2 != 0) {
            throw new PickleException("expected names and values for a dict, got %d items".formatted(items.size()));
        }
        for (int i = 0; i < items.size(); i += 2) {
            put(dict, items.get(i), items.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> dict() {
        if (top() instanceof LinkedHashMap<?, ?> dict) {
            return (Map<Object, Object>) dict;
        }
        throw new PickleException("expected a dict to put items into, got " + PickledNames.kind(stack.peek()));
    }

    /** Puts an item into a dict; only what costs nothing to compare is a key. */
    private static void put(Map<Object, Object> dict, Object name, Object value) {
        Object key = name instanceof Integer number ? (Object) number.longValue() : name;
        if (!(key instanceof String) && !(key instanceof Long)) {
            throw new PickleException("expected a string or an integer as key, got " + PickledNames.kind(name));
        }
        if (dict.containsKey(key)) {
            throw new PickleException("expected each key once, got %s twice".formatted(brief(key)));
        }
        dict.put(key, value);
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> items) {
        if (!(top() instanceof ArrayList<?> list)) {
            throw new PickleException("expected a list to append to, got " + PickledNames.kind(stack.peek()));
        }
        ((List<Object>) list).addAll(items);
    }

    private void stackGlobal() {
        if (stack.pop() instanceof String name && stack.pop() instanceof String module) {
            stack.add(names.resolve(module, name));
            return;
        }
        throw new PickleException("STACK_GLOBAL expects two strings");
    }

    private void reduce() {
        Object args = stack.pop();
        Object called = stack.pop();
        if (!(called instanceof PickledNames.Call call) || !(args instanceof Object[] tuple)) {
            throw new PickleException(
                    "expected a call of what makes tensors, got a call of " + PickledNames.kind(called));
        }
        stack.add(call.of(tuple));
    }

    private void newObject() {
        Object args = stack.pop();
        Object made = stack.pop();
        if (!(made instanceof PickledNames.ModuleClass type) || !(args instanceof Object[] tuple) || tuple.length > 0) {
            throw new PickleException("expected a new TorchScript module, got an object of " + PickledNames.kind(made));
        }
        stack.add(new PickledModule(type.name()));
    }

    /** Sets what an object carries; a dict's own attributes, such as a state dict's versions, mean nothing here. */
    private void build() {
        Object state = stack.pop();
        Object target = stack.peek();
        if (target instanceof PickledModule module) {
            module.build(state);
        } else if (target instanceof PickledNumber type) {
            type.build(state);
        } else if (!(target instanceof LinkedHashMap) || !(state instanceof Map)) {
            throw new PickleException(
                    "BUILD cannot give %s to %s".formatted(PickledNames.kind(state), PickledNames.kind(target)));
        }
    }

    @Override
    protected Object persistentLoad(Object id) {
        PickledStorage storage = PickledStorage.of(id);
        PickledStorage known = storages.putIfAbsent(storage.key(), storage);
        if (known != null && !known.sameRecord(storage)) {
            throw new PickleException("expected storage %s to be %d of %s everywhere, got %d of %s"
                    .formatted(
                            brief(storage.key()), known.elements(), known.type(), storage.elements(), storage.type()));
        }
        return storage;
    }
}
