package io.github.lmclip.examples.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the launcher's rooms apart: it knows them, they know what is shared, and none knows another that knows it. */
@AnalyzeClasses(packages = "io.github.lmclip.examples.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.github.lmclip.examples.(cli..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule wordsAndOutputKnowNoCommand = noClasses()
            .that()
            .resideInAnyPackage("io.github.lmclip.examples.cli.options", "io.github.lmclip.examples.cli.output")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Command");
}
