// Settings to try a part with: its defaults, and each knob off its default.
#include "tests/core/knob_cases.h"

#include <algorithm>

namespace talweg::test {
namespace {

bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || text[at - 1] == ' ';
        const std::size_t end = at + word.size();
        if (begins && (end == text.size() || text[end] == ' ')) return true;
    }
    return false;
}

bool accepted(const OptimizerPart& part, const KnobMap& knobs) {
    try {
        part.make(Settings(part.info, knobs), Parameters::vector(1));
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

KnobValue off_default(const Knob& knob) {
    switch (knob.type) {
        case KnobType::boolean:
            return knob.initial == 0.0;
        case KnobType::integer:
            return static_cast<std::int64_t>(knob.initial < knob.high ? knob.initial + 1 : knob.initial - 1);
        case KnobType::choice:
        case KnobType::choices:
            return std::string(knob.choices.back());
        case KnobType::list:
        case KnobType::text:
            return default_value(knob);
        case KnobType::real:
            break;
    }
    // A waiting time of a million steps would never be seen to end.
    if (knob.initial > 1000.0) return std::max(knob.low, 3.0);
    return 0.5 * (knob.initial + std::min(knob.initial + 1.0, knob.high));
}

std::vector<KnobMap> knob_cases(const OptimizerPart& part) {
    std::vector<KnobMap> cases = {{}};
    KnobMap all;
    for (const Knob& knob : part.info.knobs) {
        const std::string name(knob.name);
        KnobMap one = {{name, off_default(knob)}};
        for (const Knob& needed : part.info.knobs) {
            if (has_word(knob.needs, needed.name)) one[std::string(needed.name)] = off_default(needed);
        }
        all[name] = off_default(knob);
        if (accepted(part, one)) cases.push_back(std::move(one));
    }
    if (accepted(part, all)) cases.push_back(std::move(all));
    return cases;
}

}  // namespace talweg::test
