// Pixel by pixel.
#include "tests/support/image_compare.h"

#include "app/plot/cairo_painter.h"
#include "app/plot/export.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace talweg {

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

int distance(Rgba a, Rgba b) {
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b), std::abs(a.a - b.a)});
}

}  // namespace

std::string compare_with_reference(std::string_view name, const std::string& png, bool may_update) {
    const std::string file = std::string(name) + ".png";
    const fs::path golden = fs::path(TALWEG_GOLDEN) / file;
    const fs::path out = fs::path(TALWEG_OUT) / file;
    if (may_update && std::getenv("TALWEG_UPDATE_GOLDEN") != nullptr) {
        write(golden, png);
        return {};
    }
    const auto failed = [&](const std::string& why) {
        write(out, png);
        return std::string(name) + ": " + why + "; see " + out.string();
    };
    if (!fs::exists(golden)) return failed("there is no reference");
    const Image wanted = decode_png(read(golden));
    const Image got = decode_png(png);
    if (wanted.width != got.width || wanted.height != got.height) return failed("the size differs");
    Image difference = wanted;
    std::size_t off = 0;
    int worst = 0;
    for (std::size_t i = 0; i < wanted.pixels.size(); ++i) {
        const int d = distance(wanted.pixels[i], got.pixels[i]);
        off += d > 8;
        worst = std::max(worst, d);
        const auto shade = static_cast<std::uint8_t>(255 - std::min(255, d * 4));
        difference.pixels[i] = {255, shade, shade, 255};
    }
    if (worst <= 40 && off * 1000 <= wanted.pixels.size()) return {};
    write(fs::path(TALWEG_OUT) / (std::string(name) + ".diff.png"), png_bytes(difference));
    return failed(std::to_string(off) + " pixels differ, the worst by " + std::to_string(worst) + " of 255");
}

}  // namespace talweg
