/**
 * Runs to look at. {@link io.github.lmclip.core.report.RunReport} measures a run's model beside the pre-trained one and writes
 * a page, {@link io.github.lmclip.core.report.ReportOptions} says what is on it. Inside: a part of the page is one class
 * whose name ends in Section; Html escapes whatever is text; Chart carries data to the scripts beside the page's template,
 * which draw by Apache ECharts; Page puts all into one file.
 */
package io.github.lmclip.core.report;
