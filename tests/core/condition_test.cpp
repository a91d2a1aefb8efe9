// Conditions over settings: what they say, and that every part's knobs say something that can be read.
#include "core/base/condition.h"
#include "core/train/catalogue.h"

#include <doctest/doctest.h>

using namespace talweg;

namespace {

std::optional<KnobValue> lookup(std::string_view name) {
    if (name == "momentum") return 0.5;
    if (name == "t") return std::int64_t{1};
    if (name == "centered") return true;
    if (name == "nesterov") return false;
    if (name == "mode") return std::string("exp_range");
    return std::nullopt;
}

}  // namespace

TEST_CASE("a condition compares numbers, asks flags and names choices") {
    struct Case {
        std::string_view condition;
        bool holds;
    };
    static constexpr Case kCases[] = {
        {"", true},
        {"momentum > 0", true},
        {"momentum >= 0.5", true},
        {"momentum > 0.5", false},
        {"momentum < 0.5", false},
        {"momentum <= 0.5", true},
        {"momentum = 0.5", true},
        {"momentum != 0.5", false},
        {"t = 1", true},
        {"t > 1", false},
        {"centered", true},
        {"not centered", false},
        {"not nesterov", true},
        {"not momentum = 0", true},
        {"mode = exp_range", true},
        {"mode = triangular", false},
        {"mode != triangular", true},
        {"centered and momentum > 0", true},
        {"momentum > 0 and nesterov", false},
        {"not nesterov and t = 1 and centered", true},
        {"nesterov and t = 1 and centered", false},
    };
    for (const Case& each : kCases) {
        CAPTURE(each.condition);
        CHECK(holds(each.condition, lookup) == each.holds);
    }
}

TEST_CASE("what every knob in the catalogue needs can be read") {
    for (const std::string_view name : shelves()) {
        for (const PartInfo* part : shelf(name)) {
            const Settings settings(*part, {});
            for (const Knob& knob : part->knobs) {
                CAPTURE(part->id);
                CAPTURE(knob.name);
                CHECK_NOTHROW(applies(knob, settings));
            }
        }
    }
}
