package io.github.lmclip.examples.cli.output;

import java.util.Collections;
import java.util.List;

/** How a table of five columns is written. */
public enum TableFormat {
    TEXT {
        @Override
        public String head(List<String> cells) {
            return row(cells);
        }

        @Override
        public String row(List<String> cells) {
            return "%-28s %24s %24s %24s %24s%n".formatted(cells.toArray());
        }

        @Override
        public String end() {
            return "";
        }
    },
    MARKDOWN {
        @Override
        public String head(List<String> cells) {
            return row(cells) + row(Collections.nCopies(cells.size(), "---"));
        }

        @Override
        public String row(List<String> cells) {
            return "| "
                    + String.join(
                            " | ",
                            cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |\n";
        }

        @Override
        public String end() {
            return "";
        }
    },
    LATEX {
        @Override
        public String head(List<String> cells) {
            return "\\begin{tabular}{l" + "r".repeat(cells.size() - 1) + "}\n" + row(cells) + "\\hline\n";
        }

        @Override
        public String row(List<String> cells) {
            return String.join(" & ", cells.stream().map(TableFormat::escaped).toList()) + " \\\\\n";
        }

        @Override
        public String end() {
            return "\\end{tabular}\n";
        }
    };

    private static String escaped(String cell) {
        StringBuilder text = new StringBuilder();
        for (char c : cell.toCharArray()) {
            if (c == '\\') {
                text.append("\\textbackslash{}");
            } else {
                text.append("&%$#_{}".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return text.toString();
    }

    public abstract String head(List<String> cells);

    public abstract String row(List<String> cells);

    public abstract String end();
}
