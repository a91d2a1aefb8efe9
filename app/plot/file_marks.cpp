// Titles, resolution and steady ids in files.
#include "app/plot/file_marks.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>

namespace talweg {

namespace {

/// CRC-32 as PNG's specification (annex D) defines it.
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int k = 0; k < 8; ++k) crc = (crc & 1U) != 0 ? 0xEDB88320U ^ (crc >> 1) : crc >> 1;
    }
    return crc ^ 0xFFFFFFFFU;
}

std::string big_endian(std::uint32_t v) {
    return {static_cast<char>(v >> 24), static_cast<char>(v >> 16), static_cast<char>(v >> 8),
            static_cast<char>(v)};
}

std::string chunk(const std::string& type, const std::string& data) {
    return big_endian(static_cast<std::uint32_t>(data.size())) + type + data + big_endian(crc32(type + data));
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20) result += c;
        }
    }
    return result;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string png_with_marks(std::string png, double dpi, std::string_view title) {
    constexpr std::size_t kBehindHeader = 33;  // signature 8, IHDR 4 + 4 + 13 + 4
    if (png.size() < kBehindHeader) return png;
    const auto per_metre = static_cast<std::uint32_t>(std::lround(dpi / 0.0254));
    std::string marks = chunk("pHYs", big_endian(per_metre) + big_endian(per_metre) + '\x01');
    if (!title.empty()) {
        // iTXt is UTF-8: keyword, no compression, no language.
        marks += chunk("iTXt", std::string("Title") + std::string(5, '\0') + std::string(title));
    }
    return png.insert(kBehindHeader, marks);
}

std::string svg_with_marks(std::string_view svg, std::string_view title) {
    std::string result;
    result.reserve(svg.size() + title.size() + 32);
    std::map<std::string, std::string, std::less<>> renamed;
    std::map<std::string, int, std::less<>> counts;
    bool titled = title.empty();
    for (std::size_t i = 0; i < svg.size(); ++i) {
        result += svg[i];
        if (!titled && svg[i] == '>' && result.find("<svg") != std::string::npos) {
            result += "\n<title>" + escaped(title) + "</title>";
            titled = true;
        }
        const bool names = svg.substr(0, i + 1).ends_with("id=\"") || svg[i] == '#';
        if (!names) continue;
        std::size_t end = i + 1;
        while (end < svg.size() && letter(svg[end])) ++end;
        const std::size_t digits = end;
        while (end < svg.size() && digit(svg[end])) ++end;
        if (digits == i + 1 || end == digits) continue;
        const std::string_view stem = svg.substr(i + 1, digits - i - 1);
        if (stem.starts_with("glyph")) continue;  // these are steady: glyph0-1
        const std::string_view old = svg.substr(i + 1, end - i - 1);
        auto found = renamed.find(old);
        if (found == renamed.end()) {
            const int number = counts[std::string(stem)]++;
            found = renamed.emplace(std::string(old), std::string(stem) + std::to_string(number)).first;
        }
        result += found->second;
        i = end - 1;
    }
    return result;
}

}  // namespace talweg
