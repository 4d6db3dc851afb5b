package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MojibakeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schön",
                "naïve café",
                "Ångström",
                "Österreich",
                "GÖTEBORG",
                "España",
                "ESPAÑA",
                "Ñandú",
                "À la carte",
                "voilà la mer",
                "École",
                "ÉCOLE",
                "Être",
                "œuvre",
                "Ça va",
                "FAÇADE",
                "NOËL",
                "BLÅBÆR",
                "coração",
                "São Paulo",
                "maçã",
                "Zażółć gęślą jaźń",
                "Łódź",
                "Świat",
                "ŚRODA",
                "příliš žluťoučký kůň",
                "Gökçe",
                "İstanbul",
                "București",
                "și",
                "Привет мир",
                "Ελληνικά",
                "α",
                "שלום",
                "مرحبا",
                "हिन्दी",
                "ไทย",
                "你好世界",
                "中文",
                "日本語のテスト",
                "。",
                "한국어",
                "Tiếng Việt",
                "Đặng Việt Nam",
                "“quoted”",
                "it’s",
                "a — b",
                "wait…",
                "• item",
                "™",
                "20 °C",
                "£5",
                "5 €",
                "© 2020",
                "½ cup",
                "x²",
                "±5",
                "2×3",
                "→",
                "★",
                "✔",
                "♔",
                "a dog 🐶",
                "👍🏽",
                "❤️",
                "🇰🇷 flag",
                "\uFEFFbom",
                "soft\u00ADhyphen",
                "é",
                "à",
                "Straße",
                "blåbær",
                "gəlir",
                "cafe\u0301",
                "«\u00A0Bonjour\u00A0»",
                "« Bonjour »",
                "¿Qué?",
                "L’ÉTÉ",
                "à l’œuvre"
            })
    void restoresWhatWasMisreadOnceOrTwice(String sound) {
        assertEquals(sound, Mojibake.repair(misread(sound)));
        assertEquals(sound, Mojibake.repair(misread(misread(sound))));
        String latin1 = new String(sound.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals(sound, Mojibake.repair(latin1));
        assertSame(sound, Mojibake.repair(sound));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ã",
                "“Ã”",
                "‘Ã’",
                "Â",
                "IRMÃ…",
                "IRMÃ”",
                "MAÇÃ—VERDE",
                "AMANHÃ\u00A0",
                "CAFÉ”",
                "CAFÉ’S",
                "é…”",
                "É”",
                "voilà\u00A0»",
                "café\u00A0»",
                "é\u00A0»",
                "il va à\u00A0£5",
                "à\u00A0€100",
                "é—“the café—“the",
                "é”—and",
                "ÚŽASNÉ",
                "Úžasné",
                "JÍŽNÍ",
                "VÍŠ",
                "víš…”",
                "když…",
                "„MÄÄ“",
                "„Ü“",
                "„SÜß“",
                "Spaß™",
                "Straß…",
                "É…não",
                "5×½",
                "3×²",
                "Ø20",
                "Ø²",
                "Å…",
                "“Å”",
                "SMÅ”",
                "BLÅ®",
                "“Ê”",
                "FÊTE™",
                "À–É–È–Ê",
                "Nº 1ª",
                "Ñº",
                "AÑO”",
                "Ô…",
                "Ö–",
                "é»",
                "ó…",
                "í–",
                "Đặng Việt Nam",
                "ê–ê",
                "ÓPERA®",
                "Ò’",
                "5€",
                "•é•É•",
                "ü®",
                "ð”…“"
            })
    void leavesWhatMayBeSound(String sound) {
        assertSame(sound, Mojibake.repair(sound));
    }

    @Test
    void doubtfulSequencesFollowACertainOne() {
        assertEquals("É”", Mojibake.repair("É”"));
        assertEquals("ɔ à", Mojibake.repair("É” Ã\u00A0"));
        assertEquals("É” à “", Mojibake.repair("É” Ã\u00A0 “"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"À©x", "Ã", "ä¸", "í\u00A0€x", "ï¿¾", "î€€x", "ñ€€€", "ô€€€", "à€€x", "ð€€€"})
    void leavesWhatIsNoUtf8OrNoText(String bytes) {
        assertSame(bytes, Mojibake.repair(bytes));
    }

    /** UTF-8 read as Windows-1252, its open bytes as controls. */
    private static String misread(String sound) {
        StringBuilder out = new StringBuilder();
        for (byte b : sound.getBytes(StandardCharsets.UTF_8)) {
            int value = b & 0xFF;
            out.append(Windows1252.isSpecial(value) ? Windows1252.character(value) : (char) value);
        }
        return out.toString();
    }
}
