// Knobs: ranges, defaults, checks, settings.
#include "core/base/part.h"
#include "core/base/error.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>

using namespace talweg;
using namespace talweg::test;

namespace {

constexpr std::string_view kColours[] = {"red", "green"};
constexpr Knob kKnobs[] = {
    {.name = "size", .low = 0, .high = 1, .high_open = true, .initial = 0.5},
    {.name = "count", .type = KnobType::integer, .low = 1, .high = 10, .initial = 3},
    {.name = "on", .type = KnobType::boolean, .initial = 1},
    {.name = "colour", .type = KnobType::choice, .initial = 1, .choices = kColours},
};
const PartInfo kPart = {.id = "thing", .knobs = kKnobs};

std::string refusal(std::string_view name, const KnobValue& value) {
    return error_of([&] { Settings(kPart, {{std::string(name), value}}); });
}

}  // namespace

TEST_CASE("settings fill in what is not given") {
    const Settings settings(kPart, {{"count", std::int64_t{7}}});
    CHECK(settings.real("size") == 0.5);
    CHECK(settings.integer("count") == 7);
    CHECK(settings.boolean("on"));
    CHECK(settings.choice("colour") == "green");
}

TEST_CASE("a whole number is a real and a whole real is an integer") {
    const Settings settings(kPart, {{"size", std::int64_t{0}}, {"count", 4.0}});
    CHECK(settings.real("size") == 0.0);
    CHECK(settings.integer("count") == 4);
}

TEST_CASE("wrong settings are refused with range and value") {
    CHECK(refusal("size", 1.0) == "'size' must be a number from 0 to 1, 1 not included, not 1");
    CHECK(refusal("size", -0.5) == "'size' must be a number from 0 to 1, 1 not included, not -0.5");
    CHECK(refusal("size", std::numeric_limits<double>::quiet_NaN()).find("not nan") != std::string::npos);
    CHECK(refusal("size", std::string("a")).find("not 'a'") != std::string::npos);
    CHECK(refusal("size", true).find("not true") != std::string::npos);
    CHECK(refusal("count", 2.5) == "'count' must be a whole number from 1 to 10, not 2.5");
    CHECK(refusal("count", std::int64_t{11}).find("not 11") != std::string::npos);
    CHECK(refusal("count", 1e300).find("not 1e+300") != std::string::npos);
    CHECK(refusal("on", std::int64_t{1}) == "'on' must be true or false, not 1");
    CHECK(refusal("colour", std::string("gren")) ==
          "'colour' must be 'red' or 'green', not 'gren'; did you mean 'green'?");
    CHECK(refusal("siez", 0.5) == "thing has no knob 'siez'; did you mean 'size'?");
}

TEST_CASE("ranges open at one side or at both are said so") {
    CHECK(range_text(rate_knob()) == "a number above 0");
    CHECK(range_text({.name = "a", .low = 0, .high = 1, .low_open = true, .high_open = true}) ==
          "a number from 0 to 1, both not included");
    CHECK(range_text({.name = "a", .low = 0, .high = 1e308}) == "a number from 0 up");
    CHECK(range_text({.name = "a", .low = -1e308, .high = 1e308}) == "a number");
}

TEST_CASE("every part of the catalogue is whole") {
    for (const std::string_view name : shelves()) {
        std::set<std::string_view> ids;
        for (const PartInfo* part : shelf(name)) {
            CAPTURE(std::string(part->id));
            CHECK(ids.insert(part->id).second);
            CHECK_FALSE(part->title.empty());
            CHECK(part->sentence.ends_with('.'));
            CHECK_FALSE(part->rule.empty());
            std::set<std::string_view> names;
            for (const Knob& knob : part->knobs) {
                CAPTURE(std::string(knob.name));
                CHECK(names.insert(knob.name).second);
                CHECK_FALSE(knob.title.empty());
                CHECK(knob.help.ends_with('.'));
                CHECK(checked_value(knob, default_value(knob)) == default_value(knob));
                CHECK(knob.slider_low >= knob.low - (knob.slider_low == knob.slider_high ? 1e300 : 0.0));
                CHECK(knob.slider_high <= knob.high);
                if (knob.logarithmic) CHECK(knob.slider_low > 0.0);
            }
        }
    }
}

TEST_CASE("every optimizer and schedule and loss and function can be made from its defaults") {
    for (const OptimizerPart& part : optimizers()) {
        CHECK(part.make(Settings(part.info, {}), Parameters::vector(3)) != nullptr);
        CHECK(part.default_rate > 0.0);
    }
    for (const SchedulePart& part : schedules()) {
        CAPTURE(std::string(part.info.id));
        CHECK(find_knob(part.info, "per") != nullptr);
        PartChoice choice{std::string(part.info.id), {}};
        if (part.composes) choice.parts = {{"constant", {}}};
        const auto made = make_schedule(choice);
        CHECK(made->rate(0.25, 0) > 0.0);
        CHECK(std::isnan(made->momentum(0)) != made->cycles_momentum());
        CHECK(made->observes() == part.observes);
        CHECK((made->rate(0.25, 3) == made->rate(0.5, 3)) == part.owns_rate);
    }
    for (const LossPart& part : losses()) CHECK(part.make(Settings(part.info, {})) != nullptr);
    for (const FunctionPart& part : functions()) CHECK(part.make(Settings(part.info, {})) != nullptr);
}

TEST_CASE("an unknown part is refused with the nearest or all names") {
    CHECK(error_of([] { optimizer_part("sdg"); }) == "unknown optimizer 'sdg'; did you mean 'sgd'?");
    CHECK(error_of([] { loss_part("zzzzzz"); }) ==
          "unknown loss 'zzzzzz'; it is one of mse, half_mse, mae, huber, smooth_l1, log_cosh, quantile, "
          "bce_with_logits, hinge, squared_hinge, cross_entropy");
    CHECK(error_of([] { shelf("optimisers"); }) == "unknown list 'optimisers'; did you mean 'optimizers'?");
    CHECK(&function_part("sphere") == &functions()[1]);
}
