// The data view under losses of classes: probabilities, scores and classes instead of predictions.
#include "tests/views/hand_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

namespace talweg {
namespace {

using test::named;
using test::two_runs;

TEST_CASE("a logit is drawn as the probability that it stands for") {
    Snapshot now = two_runs();
    now.experiment.loss.kind = "bce_with_logits";
    now.data.y = Matrix{{0.0}, {0.0}, {0.0}, {0.0}};
    const Figure figure = data_figure(now, {}, light_theme());
    CHECK(figure.y.label == "y: probability of class 1");
    // Both classes are seen, though the points have only one of them.
    CHECK(figure.y.range->low == doctest::Approx(-0.08));
    CHECK(figure.y.range->high == doctest::Approx(1.08));
    const Line* slow = named<Line>(figure, "slow");
    REQUIRE(slow != nullptr);
    REQUIRE(slow->x.size() > 100);
    for (std::size_t i = 0; i < slow->x.size(); ++i) {
        CHECK(slow->y[i] == doctest::Approx(1.0 / (1.0 + std::exp(-(slow->x[i] + 1.0)))).epsilon(1e-14));
    }
    ViewOptions alone;
    alone.stand_alone = true;
    const Figure page = data_figure(now, alone, light_theme());
    CHECK(named<Line>(page, "slow")->info.legend.starts_with("slow: loss "));
}

TEST_CASE("under a hinge the line is a score, and says so") {
    for (const char* kind : {"hinge", "squared_hinge"}) {
        CAPTURE(kind);
        Snapshot now = two_runs();
        now.experiment.loss.kind = kind;
        now.data.y = Matrix{{-1.0}, {-1.0}, {1.0}, {1.0}};
        ViewOptions alone;
        alone.stand_alone = true;
        const Figure figure = data_figure(now, alone, light_theme());
        CHECK(figure.y.label == "y: score, class by sign");
        const Line* slow = named<Line>(figure, "slow");
        REQUIRE(slow->x.size() == 2);
        CHECK(slow->y[1] == doctest::Approx(slow->x[1] + 1.0).epsilon(1e-14));
        CHECK(slow->info.legend.starts_with("slow: ŷ = 1 x + 1, loss "));
    }
}

TEST_CASE("of several classes the most probable one is drawn") {
    Snapshot now = two_runs();
    now.experiment.loss.kind = "cross_entropy";
    now.data.y = Matrix{{0.0}, {0.0}, {1.0}, {1.0}};
    // Logits x w_k + b_k: class 1 from x = 2.5 on.
    now.runs[0].state.theta = Vector{{-1.0, 1.0, 2.5, -2.5}};
    const Figure figure = data_figure(now, {}, light_theme());
    CHECK(figure.y.label == "y: likeliest class");
    CHECK(named<Line>(figure, "fast") == nullptr);  // its theta is that of a line
    const Line* slow = named<Line>(figure, "slow");
    REQUIRE(slow != nullptr);
    for (std::size_t i = 0; i < slow->x.size(); ++i) CHECK(slow->y[i] == (slow->x[i] < 2.5 ? 0.0 : 1.0));
}

}  // namespace
}  // namespace talweg
