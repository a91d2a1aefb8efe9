// Schedules that cycle the momentum against the learning rates and momenta that PyTorch 1.13.1 comes to step
// by step.
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

constexpr double kTolerance = 1e-12;

struct CycleAt {
    std::uint64_t t;
    double rate;
    double momentum;
};
struct CyclePath {
    const char* name;
    PartChoice schedule;
    double lr;
    std::vector<CycleAt> expected;
};

const CyclePath kCyclePaths[] = {
    {"triangular",
     {"cyclic", {{"base_lr", 0.01}, {"max_lr", 0.1}, {"step_size_up", std::int64_t{4}}}},
     0.5,
     {{0, 0.01, 0.9},
      {1, 0.0325, 0.875},
      {2, 0.05500000000000001, 0.8500000000000001},
      {4, 0.1, 0.8},
      {5, 0.0775, 0.8250000000000001},
      {7, 0.0325, 0.875},
      {8, 0.01, 0.9},
      {9, 0.0325, 0.875},
      {12, 0.1, 0.8},
      {101, 0.0775, 0.8250000000000001}}},
    {"triangular2",
     {"cyclic",
      {{"base_lr", 0.01},
       {"max_lr", 0.1},
       {"step_size_up", std::int64_t{4}},
       {"step_size_down", std::int64_t{9}},
       {"mode", std::string("triangular2")}}},
     0.5,
     {{0, 0.01, 0.9},
      {1, 0.03249999999999999, 0.875},
      {4, 0.1, 0.8},
      {5, 0.09000000000000001, 0.8111111111111111},
      {12, 0.019999999999999997, 0.888888888888889},
      {13, 0.01, 0.9},
      {14, 0.021249999999999963, 0.8875000000000001},
      {17, 0.05499999999999998, 0.8500000000000001},
      {18, 0.05000000000000001, 0.8555555555555556},
      {30, 0.03249999999999999, 0.875},
      {57, 0.014999999999999998, 0.8944444444444445}}},
    {"exp_range",
     {"cyclic",
      {{"base_lr", 0.01},
       {"max_lr", 0.1},
       {"step_size_up", std::int64_t{3}},
       {"mode", std::string("exp_range")},
       {"gamma", 0.98},
       {"base_momentum", 0.2},
       {"max_momentum", 0.95}}},
     0.5,
     {{0, 0.01, 0.95},
      {1, 0.03940000000000002, 0.7049999999999998},
      {3, 0.09470727999999999, 0.24410600000000005},
      {4, 0.06534208960000003, 0.4888159199999998},
      {6, 0.01, 0.95},
      {7, 0.036043765997401646, 0.7329686166883196},
      {9, 0.08503729859171348, 0.32468917840238765},
      {45, 0.04625900778460827, 0.6478416017949311},
      {123, 0.017499802375602034, 0.887501646869983}}},
    {"one_cycle",
     {"one_cycle", {{"max_lr", 0.2}, {"total_steps", std::int64_t{50}}}},
     0.5,
     {{0, 0.008000000000000007, 0.95},
      {1, 0.010406920430544947, 0.9487463956090911},
      {7, 0.10400000000000001, 0.8999999999999999},
      {13, 0.19759307956945507, 0.8512536043909088},
      {14, 0.2, 0.85},
      {15, 0.19959743100980634, 0.850201285300238},
      {16, 0.19839296528802755, 0.8508035205700685},
      {30, 0.11342367288845923, 0.8932883367091172},
      {48, 0.0004033689901936913, 0.949798714699762},
      {49, 8e-07, 0.95}}},
    {"one_cycle linear, three phases",
     {"one_cycle",
      {{"max_lr", 0.2},
       {"total_steps", std::int64_t{40}},
       {"pct_start", 0.33},
       {"anneal_strategy", std::string("linear")},
       {"three_phase", true},
       {"base_momentum", 0.5},
       {"max_momentum", 0.9},
       {"div_factor", 10.0},
       {"final_div_factor", 100.0}}},
     0.5,
     {{0, 0.02, 0.9},
      {1, 0.03475409836065574, 0.8672131147540983},
      {12, 0.19704918032786883, 0.5065573770491804},
      {13, 0.18819672131147544, 0.5262295081967213},
      {20, 0.08491803278688527, 0.7557377049180327},
      {24, 0.025901639344262317, 0.8868852459016393},
      {25, 0.019186301369863018, 0.9},
      {26, 0.017830136986301374, 0.9},
      {38, 0.001556164383561643, 0.9},
      {39, 0.0001999999999999988, 0.9}}},
    {"one_cycle with beta1",
     {"one_cycle", {{"max_lr", 0.01}, {"total_steps", std::int64_t{20}}, {"three_phase", true}}},
     0.5,
     {{0, 0.0003999999999999993, 0.95},
      {3, 0.006683281572999748, 0.8845491502812526},
      {5, 0.01, 0.85},
      {6, 0.009083281572999749, 0.8595491502812526},
      {10, 0.0004, 0.95},
      {11, 0.000387939730304766, 0.95},
      {15, 0.0001652938374301673, 0.95},
      {19, 4e-08, 0.95}}},

};

}  // namespace

TEST_CASE("cycling schedules follow PyTorch with rate and momentum") {
    for (const CyclePath& path : kCyclePaths) {
        CAPTURE(path.name);
        const auto schedule = make_schedule(path.schedule);
        CHECK(schedule->cycles_momentum());
        for (const CycleAt& at : path.expected) {
            CAPTURE(at.t);
            CHECK(close(schedule->rate(path.lr, at.t), at.rate, kTolerance));
            CHECK(close(schedule->momentum(at.t), at.momentum, kTolerance));
        }
    }
}

// t = 0 to 60 of PyTorch's SequentialLR of LinearLR, OneCycleLR(max_lr=0.2, total_steps=12),
// CosineAnnealingLR with milestones 5 and 15: the momentum before, while and after the one part that moves
// it.
TEST_CASE("a sequence keeps the momentum that its cycling part left") {
    const auto schedule = make_schedule({"sequential",
                                         {{"milestones", std::vector<double>{5, 15}}},
                                         {{"linear", {}},
                                          {"one_cycle", {{"max_lr", 0.2}, {"total_steps", std::int64_t{12}}}},
                                          {"cosine", {{"t_max", std::int64_t{9}}}}}});
    CHECK(schedule->cycles_momentum());
    for (const auto& [t, momentum] : {std::pair{0, 0.95},
                                      {4, 0.95},
                                      {5, 0.95},
                                      {6, 0.9177302443521267},
                                      {10, 0.8688255099070633},
                                      {14, 0.9366525935914912},
                                      {15, 0.9366525935914912},
                                      {16, 0.9366525935914912},
                                      {60, 0.9366525935914912}}) {
        CAPTURE(t);
        CHECK(close(schedule->momentum(static_cast<std::uint64_t>(t)), momentum, kTolerance));
    }
    CHECK(close(schedule->rate(0.5, 6), 0.0699579308439166, kTolerance));
    // As in PyTorch the others begin at the first rate of the cycle, whose constructor makes it the initial
    // one.
    CHECK(close(schedule->rate(0.5, 15), 0.2 / 25.0, kTolerance));
}

TEST_CASE("a sequence refuses what PyTorch would let follow the settings of another part") {
    const auto twice = [](const char* kind) {
        return error_of([&] {
            make_schedule({"sequential", {{"milestones", std::vector<double>{5}}}, {{kind, {}}, {kind, {}}}});
        });
    };
    CHECK(twice("one_cycle") ==
          "'sequential' can hold one 'one_cycle' only: PyTorch has every one of them follow the numbers of "
          "the last");
    CHECK(twice("swa") ==
          "'sequential' can hold one 'swa' only: PyTorch has every one of them end at the rate of the last");
    CHECK(twice("cyclic").empty());
}

TEST_CASE("one cycle stays at its last rate and momentum past its end") {
    const auto schedule = make_schedule({"one_cycle", {{"total_steps", std::int64_t{50}}, {"max_lr", 0.2}}});
    for (const std::uint64_t t : {50ULL, 51ULL, 1000000000000ULL}) {
        CHECK(schedule->rate(1.0, t) == schedule->rate(1.0, 49));
        CHECK(schedule->momentum(t) == schedule->momentum(49));
    }
    CHECK(close(schedule->rate(1.0, 49), 0.2 / 25 / 1e4, kTolerance));
}

TEST_CASE("one cycle is a number even where a phase has no length") {
    for (const double start : {0.0, 0.1, 1.0}) {
        for (const std::int64_t total : {1, 2, 10}) {
            for (const bool three : {false, true}) {
                if (three && start > 0.5) continue;  // refused
                const auto schedule = make_schedule(
                    {"one_cycle", {{"pct_start", start}, {"total_steps", total}, {"three_phase", three}}});
                for (std::uint64_t t = 0; t < 12; ++t) {
                    CHECK(std::isfinite(schedule->rate(1.0, t)));
                    CHECK(std::isfinite(schedule->momentum(t)));
                }
            }
        }
    }
}
