// The gradients' norms by layer, in numbers and in words.
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <vector>

namespace talweg {
namespace {

using test::marks_of;
using test::named;
using test::network;
using test::says;
using test::series_of;
using test::with_model;

TEST_CASE("each layer's gradient norm is a line on a logarithmic axis, and the spread is said in words") {
    const Snapshot now = with_model(network({3, 3, 3}), [](Index) { return 0.5; });
    CHECK(has_layer_norms(now));
    ViewOptions options;
    Figure figure = layer_norms_figure(now, options, light_theme(), 600);
    CHECK(figure.y.scale == Scale::log10);
    const auto* first = named<Line>(figure, "layer 1");
    const auto* last = named<Line>(figure, "layer 4 (output)");
    REQUIRE(first != nullptr);
    REQUIRE(last != nullptr);
    CHECK(first->x == std::vector<double>{0, 1, 2, 3, 4});
    CHECK(first->y == std::vector<double>{1, 1, 2, 1, 4});
    CHECK(last->y[2] == 2000.0);
    CHECK(last->label_at_end);
    CHECK(figure.caption ==
          "The first layer's gradient is 1/1,000 of the last one's: it vanishes on its way back.");
    options.hover = Hover{2, 0};
    figure = layer_norms_figure(now, options, dark_theme(), 600);
    CHECK(says(figure, "step 2\nlayer 1  2\nlayer 2  20\nlayer 3  200\nlayer 4 (output)  2000"));
    CHECK(marks_of<Rule>(figure).size() == 2);
    const Snapshot deep = with_model(network(std::vector<double>(8, 2.0)), [](Index) { return 0.5; });
    options.hover = Hover{4, 0};
    CHECK(says(layer_norms_figure(deep, options, dark_theme(), 600),
               "step 4\n1  4   2  40\n3  400   4  4e+03\n…\n6  4e+05   7  4e+06\n8  4e+07   9  4e+08"));
    Snapshot exploding = now;
    exploding.runs[0].state.layer_norms << 5000, 100, 10, 1;
    CHECK(layer_norms_figure(exploding, {}, light_theme(), 600).caption ==
          "The first layer's gradient is 5,000 times the last one's: it explodes on its way back.");
}

TEST_CASE("where gradients that vanished at first are level in the end, the words tell of the beginning") {
    Snapshot now = with_model(network({3, 3, 3}), [](Index) { return 0.5; });
    RunSnapshot& run = now.runs[0];
    run.layer_norms[0] = series_of({1e-5, 1e-5, 1e-5, 1e-5, 1e-5});
    run.layer_norms[3] = series_of({0.1, 1e-2, 1e-3, 1e-4, 1e-5});
    run.state.layer_norms << 1e-5, 2e-5, 2e-5, 1e-5;
    const auto words = [&now] { return layer_norms_figure(now, {}, light_theme(), 600).caption; };
    CHECK(words() ==
          "At step 0 the first layer's gradient was 1/10,000 of the last one's: it vanished on its way back. "
          "Now every layer's is small.");
    run.state.layer_norms << 0.05, 0.1, 0.1, 0.1;
    CHECK(words() ==
          "At step 0 the first layer's gradient was 1/10,000 of the last one's: it vanished on its way back. "
          "Now it is 0.5 of the last one's.");
    run.state.layer_norms << 1e-5, 0.1, 0.1, 0.1;
    CHECK(words() ==
          "The first layer's gradient is 1/10,000 of the last one's: it vanishes on its way back.");
    run.layer_norms[0] = series_of({0.05, 0.1, 0.1, 0.1, 0.1});
    run.state.layer_norms << 0.1, 0.1, 0.1, 0.2;
    CHECK(words() == "The first layer's gradient is 0.5 of the last one's.");
}

}  // namespace
}  // namespace talweg
