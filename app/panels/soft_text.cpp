// Text broken into lines for a field that cannot wrap.
#include "app/panels/soft_text.h"

#include <algorithm>

namespace talweg {
namespace {

// Continuation bytes of UTF-8 start with the bits 10.
std::size_t character_length(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return end - at;
}

}  // namespace

std::string SoftText::text() const {
    std::string text;
    text.reserve(shown.size());
    std::size_t from = 0;
    for (const std::size_t place : soft) {
        text.append(shown, from, place - from);
        from = place + 1;
    }
    return text.append(shown, from, std::string::npos);
}

void SoftText::follow(std::string_view edited) {
    const std::size_t most = std::min(shown.size(), edited.size());
    std::size_t before = 0;
    while (before < most && shown[before] == edited[before]) ++before;
    std::size_t after = 0;
    while (after < most - before && shown[shown.size() - 1 - after] == edited[edited.size() - 1 - after])
        ++after;
    const std::size_t tail = shown.size() - after;  // where what follows the edit began
    std::vector<std::size_t> kept;
    for (const std::size_t place : soft) {
        if (place < before) kept.push_back(place);
        if (place >= tail) kept.push_back(place - shown.size() + edited.size());
    }
    soft = std::move(kept);
    shown = edited;
}

SoftText soft_wrapped(std::string_view text, double width,
                      const std::function<double(std::string_view)>& advance) {
    SoftText wrapped;
    std::string line;         // since the last break
    double wide = 0.0;        // of `line`
    std::size_t word = 0;     // where its last word begins
    double wide_words = 0.0;  // of what stands before that word
    const auto break_at = [&](std::size_t place) {
        wrapped.shown.append(line, 0, place);
        wrapped.soft.push_back(wrapped.shown.size());
        wrapped.shown += '\n';
        line.erase(0, place);
        word = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = text.substr(at, character_length(text, at));
        at += character.size();
        if (character == "\n") {
            wrapped.shown += line + '\n';
            line.clear();
            word = 0;
            wide = wide_words = 0.0;
            continue;
        }
        const double step = advance(character);
        // A blank may hang over the edge: nobody sees it there.
        if (character != " " && wide + step > width && word > 0) {
            break_at(word);
            wide -= wide_words;
            wide_words = 0.0;
        }
        if (character != " " && wide + step > width && !line.empty()) {
            break_at(line.size());
            wide = wide_words = 0.0;
        }
        line += character;
        wide += step;
        if (character == " ") {
            word = line.size();
            wide_words = wide;
        }
    }
    wrapped.shown += line;
    return wrapped;
}

}  // namespace talweg
