// Theta of the last few steps, where a model has more parameters than are recorded.
#include "core/history/theta_trail.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

RunState state_of(Step step, Index parameters) {
    RunState state;
    state.step = step;
    state.theta = Vector::Constant(parameters, static_cast<double>(step));
    return state;
}

/// 1-6-1: nineteen parameters.
Experiment network() {
    Experiment experiment = mixed_experiment();
    experiment.model = {"mlp", {{"hidden", std::vector<double>{6.0}}}};
    experiment.init = default_init(experiment.model);
    for (RunSpec& run : experiment.runs) run.init.reset();
    return experiment;
}

}  // namespace

TEST_CASE("a trail of thetas has the newest steps in their order") {
    ThetaTrail trail(20, 4);
    ThetaWindow window;
    trail.copy(window);
    CHECK(window.count == 0);
    for (Step step = 5; step <= 11; ++step) trail.see(state_of(step, 20));
    trail.see(state_of(11, 20));  // the same again
    trail.copy(window);
    CHECK(window.first == 8);
    REQUIRE(window.count == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(window.theta(i).front() == 8.0 + static_cast<double>(i));
        CHECK(window.theta(i).back() == 8.0 + static_cast<double>(i));
    }
    trail.see(state_of(3, 20));  // gone back
    trail.see(state_of(4, 20));
    const std::uint64_t before = allocations();
    trail.see(state_of(5, 20));
    trail.copy(window);
    CHECK(allocations() == before);
    CHECK(window.first == 3);
    CHECK(window.count == 3);
}

TEST_CASE("few parameters are recorded anyway and very many cost too much") {
    CHECK_FALSE(ThetaTrail(kRecordedParameters, 16).keeps());
    CHECK(ThetaTrail(kRecordedParameters + 1, 16).keeps());
    CHECK(ThetaTrail(ThetaTrail::kMostParameters, 16).keeps());
    ThetaTrail large(ThetaTrail::kMostParameters + 1, 16);
    CHECK_FALSE(large.keeps());
    large.see(state_of(1, 1));
    ThetaWindow window;
    large.copy(window);
    CHECK(window.count == 0);
}

TEST_CASE("a network's last thetas are there up to the cursor wherever it is") {
    Session session(network(), 0, 1u << 16);
    std::vector<Vector> thetas{session.walker().state(0).theta};
    Slot slot;
    while (session.cursor() < 400) {
        session.advance(1, kNever);
        thetas.push_back(session.walker().state(0).theta);
    }
    REQUIRE(thetas[0].size() > static_cast<Index>(kRecordedParameters));
    for (const Step step : {Step{400}, Step{399}, Step{250}, Step{8}, Step{0}, Step{397}}) {
        go_to(session, step);
        session.fill(slot);
        const ThetaWindow& window = slot.snapshot.runs[0].thetas;
        CHECK(window.count == std::min<Step>(step + 1, Session::kTrail));
        CHECK(window.first + window.count == step + 1);
        for (std::size_t i = 0; i < window.count; ++i) {
            const Eigen::Map<const Vector> theta(window.theta(i).data(), thetas[0].size());
            CHECK(theta == thetas[window.first + i]);
        }
    }
}

}  // namespace talweg
