package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One XML file of Pascal VOC: the image's name and the classes of its objects. */
final class VocFile {

    /** What the parser puts before its complaint; our own messages begin with file and line. */
    private static final Pattern PLACE = Pattern.compile("ParseError at \\[row,col\\]:\\[\\d+,\\d+\\]\\s*Message: ");

    private static final XMLInputFactory FACTORY = factory();

    /** Elements inside one another; deeper ones are no annotation. */
    private static final int MAX_DEPTH = 100;

    private final Path file;
    private final boolean difficult;
    private final List<String> names = new ArrayList<>();
    private String image = "";
    private String name = "";
    private boolean counts = true;

    private VocFile(Path file, boolean difficult) {
        this.file = file;
        this.difficult = difficult;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external content is refused");
        });
        return factory;
    }

    static VocFile read(Path file, boolean difficult) {
        VocFile read = new VocFile(file, difficult);
        try (Reader text = Utf8Reader.open(file, VocReader.FORMAT)) {
            read.elements(FACTORY.createXMLStreamReader(text));
        } catch (XMLStreamException e) {
            String reason = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
            throw new DatasetException(
                    "%s:%d: %s, expected %s".formatted(file, line(e), Excerpt.of(reason), VocReader.FORMAT), e);
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected %s".formatted(file, e, VocReader.FORMAT), e);
        }
        return read;
    }

    private static int line(XMLStreamException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
    }

    private void elements(XMLStreamReader xml) throws XMLStreamException {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.addLast(xml.getLocalName());
                    text.setLength(0);
                    check(open, xml);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    value(String.join("/", open), text.toString().strip());
                    open.removeLast();
                    text.setLength(0);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("document types and entities are refused", xml.getLocation());
                default -> {}
            }
        }
    }

    private static void check(Deque<String> open, XMLStreamReader xml) throws XMLStreamException {
        if (!open.getFirst().equals("annotation")) {
            throw new XMLStreamException("the root is " + open.getFirst() + ", not annotation", xml.getLocation());
        }
        if (open.size() > MAX_DEPTH) {
            throw new XMLStreamException("elements nested more than " + MAX_DEPTH + " deep", xml.getLocation());
        }
    }

    private void value(String path, String text) {
        switch (path) {
            case "annotation/filename" -> image = text;
            case "annotation/object/name" -> name = text;
            case "annotation/object/difficult" -> counts = difficult || !text.equals("1");
            case "annotation/object" -> object();
            default -> {}
        }
    }

    private void object() {
        if (counts) {
            names.add(name);
        }
        name = "";
        counts = true;
    }

    void addTo(SampleCollector samples) {
        if (image.isEmpty()) {
            samples.problems().add(() -> file + ": no filename, expected " + VocReader.FORMAT);
        } else if (names.contains("")) {
            samples.problems().add(() -> file + ": an object without a name, expected " + VocReader.FORMAT);
        } else {
            samples.addNamed(image, names, file::toString);
        }
    }
}
