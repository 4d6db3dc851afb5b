package io.github.lmclip.data.inspect;

import java.util.List;

/**
 * What a check found.
 *
 * @param pictures files that were looked at
 * @param bytes their size in all
 * @param findings what is wrong: counts and classes first, then training and test pictures in their order
 */
public record CheckReport(int pictures, long bytes, List<Finding> findings) {

    /** Copies the findings. */
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Tells whether nothing is wrong. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** Returns how many findings are of a kind. */
    public long count(Fault fault) {
        return findings.stream().filter(finding -> finding.fault() == fault).count();
    }
}
