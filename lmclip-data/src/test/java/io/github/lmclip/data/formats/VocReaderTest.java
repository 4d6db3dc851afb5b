package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocReaderTest {

    private static final String TWO_OBJECTS =
            """
            <annotation>
              <folder>VOC2007</folder><filename>7.jpg</filename>
              <object><name>dog</name><difficult>0</difficult><bndbox><xmin>1</xmin></bndbox></object>
              <object><difficult>1</difficult><name>chair</name><part><name>head</name></part></object>
            </annotation>
            """;

    @TempDir
    Path folder;

    private Path annotations;

    @BeforeEach
    void makeTheUsualFolders() throws IOException {
        annotations = Files.createDirectory(folder.resolve("Annotations"));
        Files.createDirectory(folder.resolve("JPEGImages"));
    }

    private void write(String text) throws IOException {
        Files.writeString(annotations.resolve("7.xml"), text);
    }

    private static LongTailDataset read(VocReader reader, Path source) {
        return reader.read("test", source, ReadOptions.defaults());
    }

    private String refusal(String text) throws IOException {
        write(text);
        return assertThrows(DatasetException.class, () -> read(VocReader.defaults(), folder))
                .getMessage();
    }

    @Test
    void findsImagesBesideTheAnnotationsFromAnyOfTheThreePlaces() throws IOException {
        write(TWO_OBJECTS);
        for (Path source : List.of(folder, annotations, annotations.resolve("7.xml"))) {
            LongTailDataset read = read(VocReader.defaults(), source);
            assertEquals(List.of("chair", "dog"), read.classNames());
            Sample sample = read.samples().get(0);
            assertEquals(List.of(1, 0), sample.classes());
            assertEquals(
                    folder.resolve("JPEGImages/7.jpg").toString(),
                    sample.picture().name());
            assertEquals(DatasetFormat.VOC, DatasetFormat.of(source));
        }
    }

    @Test
    void leavesDifficultObjectsOutIfAsked() throws IOException {
        write(TWO_OBJECTS);
        assertEquals(
                List.of("dog"),
                read(VocReader.defaults().withDifficult(false), folder).classNames());
    }

    @Test
    void refusesDocumentTypesAndEntities() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hidden");
        String outside = "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"%s\">]>".formatted(secret.toUri())
                + "<annotation><filename>&x;</filename></annotation>";
        String message = refusal(outside);
        assertTrue(
                message.contains("7.xml:1: ") && message.contains("document types and entities are refused"), message);
        String bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                + "<annotation><filename>&b;</filename></annotation>";
        assertTrue(refusal(bomb).contains("document types and entities are refused"));
        assertTrue(refusal("<annotation><filename>&x;</filename></annotation>").contains("7.xml:1: "));
    }

    @Test
    void namesFileAndLineOfBrokenXml() throws IOException {
        assertTrue(refusal("<annotation>\n<filename>7.jpg</filname>").contains("7.xml:2: "));
        assertTrue(refusal("<html/>").contains("7.xml:1: the root is html, not annotation"));
        assertTrue(refusal("<annotation/>").contains("7.xml: no filename"));
        assertTrue(refusal("<annotation><filename>7.jpg</filename><object/></annotation>")
                .contains("7.xml: an object without a name"));
        assertTrue(refusal("<annotation>" + "<a>".repeat(200)).contains("elements nested more than 100 deep"));
    }

    @Test
    void tellsOfAFileThatCannotBeReadAmongOthers() throws IOException {
        Path memory = Path.of("/proc/self/mem"); // opens, and fails at the first byte
        assumeTrue(Files.exists(memory));
        Files.createSymbolicLink(annotations.resolve("6.xml"), memory);
        String message = refusal(TWO_OBJECTS);
        assertTrue(message.contains("cannot read " + annotations.resolve("6.xml")), message);
    }

    @Test
    void tellsTheProblemsOfAllFiles() throws IOException {
        Files.writeString(annotations.resolve("8.xml"), "<annotation>");
        Files.writeString(annotations.resolve("9.xml"), "<annotation/>");
        write(TWO_OBJECTS);
        DatasetException refusal = assertThrows(DatasetException.class, () -> read(VocReader.defaults(), folder));
        assertEquals(2, refusal.total());
        assertTrue(refusal.shown().get(0).contains("8.xml:1: "), refusal.getMessage());
        assertTrue(refusal.shown().get(1).contains("9.xml: "), refusal.getMessage());
    }
}
