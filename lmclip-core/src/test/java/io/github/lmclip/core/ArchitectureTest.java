package io.github.lmclip.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the direction: examples -> core -> {losses, data}; and in core, the network below the loop below the door. */
@AnalyzeClasses(packages = "io.github.lmclip", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule lossesKnowOnlyDjlsApi = noClasses()
            .that()
            .resideInAPackage("io.github.lmclip.losses..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.lmclip.data..", "io.github.lmclip.core..", "ai.djl.pytorch..");

    @ArchTest
    static final ArchRule dataKnowsNoEngine = noClasses()
            .that()
            .resideInAPackage("io.github.lmclip.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.lmclip.losses..", "io.github.lmclip.core..", "ai.djl..");

    @ArchTest
    static final ArchRule coreKnowsNoExamples = noClasses()
            .that()
            .resideInAPackage("io.github.lmclip.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.lmclip.examples..");

    @ArchTest
    static final ArchRule networkKnowsNoLoop = noClasses()
            .that()
            .resideInAnyPackage("io.github.lmclip.core.clip..", "io.github.lmclip.core.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.lmclip.core.train..", "io.github.lmclip.core.eval..");

    @ArchTest
    static final ArchRule wordsFilesAndMeasuresKnowNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.github.lmclip.core.text..",
                    "io.github.lmclip.core.weights..",
                    "io.github.lmclip.core.checkpoint..",
                    "io.github.lmclip.core.hub..",
                    "io.github.lmclip.core.eval..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule servingKnowsNoTrainingEngine = noClasses()
            .that()
            .resideInAPackage("io.github.lmclip.core.serve..")
            .should()
            .transitivelyDependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnx.proto..");
}
