// Runs tests that draw, with one font everywhere: reference pictures need the same letters.
#define DOCTEST_CONFIG_IMPLEMENT
#include "app/plot/font.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

int main(int argc, char** argv) {
    const auto font = talweg::find_fallback_font();
    if (!font) return 2;  // DejaVu Sans must be installed (fonts-dejavu-core)
    const std::filesystem::path regular = font->path;
    const std::filesystem::path strong = regular.parent_path() / "DejaVuSans-Bold.ttf";
    setenv("TALWEG_FONT", regular.c_str(), 1);
    setenv("TALWEG_FONT_STRONG", std::filesystem::exists(strong) ? strong.c_str() : regular.c_str(), 1);
    return doctest::Context(argc, argv).run();
}
