// Shortening and breaking text.
#include "app/plot/text_fit.h"

namespace talweg {

std::string elided(std::string_view text, double width, const TextMeasure& measure, double size,
                   bool strong) {
    if (measure.measure(text, size, strong).width <= width) return std::string(text);
    // A long text is not walked back from its far end: that would take its square of time.
    for (std::size_t most = 64; most < text.size(); most *= 2) {
        if (measure.measure(text.substr(0, most), size, strong).width <= width) continue;
        text = text.substr(0, most);
        break;
    }
    while (!text.empty()) {
        // One code point less: bytes that continue one begin with the bits 10.
        while (text.size() > 1 && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
            text.remove_suffix(1);
        text.remove_suffix(1);
        std::string_view kept = text;
        while (!kept.empty() && (kept.back() == ' ' || kept.back() == ',')) kept.remove_suffix(1);
        std::string candidate = std::string(kept) + "\u2026";
        if (!kept.empty() && measure.measure(candidate, size, strong).width <= width) return candidate;
    }
    return {};
}

std::vector<std::string> wrapped(std::string_view text, double width, std::size_t lines,
                                 const TextMeasure& measure, double size) {
    std::vector<std::string> result;
    while (!text.empty() && lines > 0) {
        if (lines == 1 || measure.measure(text, size).width <= width) {
            result.push_back(elided(text, width, measure, size));
            break;
        }
        std::size_t end = 0;
        for (std::size_t i = text.find(' '); i != std::string_view::npos; i = text.find(' ', i + 1)) {
            if (measure.measure(text.substr(0, i), size).width > width) break;
            end = i;
        }
        if (end == 0) {  // one word wider than the line
            result.push_back(elided(text, width, measure, size));
            break;
        }
        result.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
        --lines;
    }
    return result;
}

std::vector<std::string_view> text_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    for (;;) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

}  // namespace talweg
