// Fonts: lookup, metrics, signs that are missing.
#include "app/plot/font.h"
#include "app/plot/font_faces.h"
#include "app/plot/text_fit.h"
#include "core/base/error.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace talweg;

TEST_CASE("the font named in the environment is taken") {
    CHECK(find_font().path == std::getenv("TALWEG_FONT"));
    CHECK(find_font(true).path == std::getenv("TALWEG_FONT_STRONG"));
}

TEST_CASE("widths are the unhinted advances and grow in proportion") {
    const auto measure = measure_font(find_font(), find_font(true));
    // DejaVu Sans, 2048 units an em: digits 1303, line 1901 + 483.
    CHECK(measure->measure("0", 1000.0).width == doctest::Approx(1303.0 / 2048 * 1000));
    CHECK(measure->measure("1284", 10.0).width == doctest::Approx(4 * 1303.0 / 2048 * 10));
    CHECK(measure->measure("0", 12.0).height == doctest::Approx((1901.0 + 483.0) / 2048 * 12));
    CHECK(measure->ascent(100.0) == doctest::Approx(1901.0 / 2048 * 100));
    CHECK(measure->measure("", 12.0).width == 0.0);
    CHECK(measure->measure("loss", 12.0, true).width > measure->measure("loss", 12.0).width);
}

TEST_CASE("every sign that axes and formulas use has a glyph") {
    const FontFaces faces(find_font(), find_font(true));
    for (const char32_t c :
         U"\u2207\u207b\u2078\u00d7\u2212\u2264\u03b7\u2026\u00b1\u2070\u00b9\u00b2\u00b3") {
        if (c != 0) CHECK(faces.glyph(c, false).index != 0);
    }
}

TEST_CASE("bytes that are not UTF-8 become one replacement each and never run over") {
    const auto decode = [](std::string_view text) {
        std::vector<char32_t> codes;
        while (!text.empty()) codes.push_back(next_code_point(text));
        return codes;
    };
    CHECK(decode("a\u03b7\u2207") == std::vector<char32_t>{U'a', 0x3b7, 0x2207});
    CHECK(decode("\xF0\x9F\x98\x80") == std::vector<char32_t>{0x1F600});
    CHECK(decode("\xCE") == std::vector<char32_t>{0xFFFD});
    CHECK(decode("\xE2\x88x") == std::vector<char32_t>{0xFFFD, U'x'});
    CHECK(decode("\x80\xFF") == std::vector<char32_t>{0xFFFD, 0xFFFD});
}

TEST_CASE("a file that is no font is an error that names it") {
    CHECK_THROWS_WITH_AS(FontFaces({"/dev/null", 0}, {"/dev/null", 0}), doctest::Contains("/dev/null"),
                         Error);
    CHECK_THROWS_AS(FontFaces({"/nowhere/at/all.ttf", 0}, {"/nowhere/at/all.ttf", 0}), Error);
}

TEST_CASE("text is shortened between letters and broken between words") {
    const auto measure = measure_font(find_font(), find_font(true));
    const std::string greek = "\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6";
    const std::string cut = elided(greek, measure->measure(greek, 12).width * 0.7, *measure, 12);
    CHECK(cut.ends_with("\u2026"));
    CHECK(cut.size() < greek.size() + 3);
    CHECK((cut.size() - 3) % 2 == 0);  // whole letters of two bytes
    CHECK(elided(greek, 1000, *measure, 12) == greek);
    CHECK(elided(greek, 1, *measure, 12).empty());
    const auto lines =
        wrapped("one two three four five six", measure->measure("one two three", 12).width, 2, *measure, 12);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == "one two three");
    CHECK(lines[1].starts_with("four five"));
    CHECK(text_lines("a\n\nb").size() == 3);
}

TEST_CASE("a long text is shortened without going through it over and over") {
    struct Counting final : TextMeasure {
        mutable std::size_t signs = 0;
        Size measure(std::string_view text, double size, bool /*strong*/) const override {
            signs += text.size();
            return {0.5 * size * static_cast<double>(text.size()), size};
        }
        double ascent(double size) const override { return size; }
    } measure;
    const std::string text(100'000, 'x');
    const std::string cut = elided(text, 200.0, measure, 10.0);
    CHECK(cut == std::string(37, 'x') + "\u2026");  // the sign of omission has three bytes
    CHECK(measure.signs < 3 * text.size());
}
