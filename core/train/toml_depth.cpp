// Finds keys of absurd depth before the TOML library meets them.
#include "core/train/toml_depth.h"

namespace talweg {
namespace {

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ' ' || c == '\t';
}

// The position after the string that begins at `at`; an unfinished one ends with the text.
std::size_t after_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool long_string = text.substr(at, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
    const std::string_view end = text.substr(at, long_string ? 3 : 1);
    for (std::size_t i = at + end.size(); i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text.substr(i, end.size()) == end) {
            return i + end.size();
        } else if (!long_string && text[i] == '\n') {
            return i;
        }
    }
    return text.size();
}

}  // namespace

std::size_t line_of_deep_key(std::string_view toml) {
    std::size_t line = 1;
    std::size_t dots = 0;
    for (std::size_t i = 0; i < toml.size();) {
        const char c = toml[i];
        if (c == '"' || c == '\'') {
            const std::size_t end = after_string(toml, i);
            for (; i < end; ++i) line += toml[i] == '\n' ? 1 : 0;
            continue;
        }
        if (c == '#') {
            const std::size_t end = toml.find('\n', i);
            if (end == std::string_view::npos) return 0;
            i = end;
            continue;
        }
        if (c == '.') {
            if (++dots > kDeepestKey) return line;
        } else if (!is_key_character(c)) {
            dots = 0;
        }
        line += c == '\n' ? 1 : 0;
        ++i;
    }
    return 0;
}

}  // namespace talweg
