// When steps are due, with made-up clocks.
#include "core/worker/pacer.h"
#include "core/worker/tempo.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

using namespace std::chrono_literals;

const Pacer::Time kStart{};

}  // namespace

TEST_CASE("at two steps a second a step is due every half second") {
    Pacer pacer;
    pacer.set_rate(2.0, kStart);
    CHECK(pacer.due(kStart) == 0);
    CHECK(pacer.due(kStart + 499ms) == 0);
    CHECK(pacer.next() == kStart + 500ms);
    CHECK(pacer.due(kStart + 500ms) == 1);
    pacer.took(1);
    CHECK(pacer.due(kStart + 500ms) == 0);
    CHECK(pacer.next() == kStart + 1s);
    CHECK(pacer.due(kStart + 1s) == 1);
}

TEST_CASE("steps due do not depend on how often one asks") {
    for (const auto frame : {1ms, 16ms, 100ms}) {
        Pacer pacer;
        pacer.set_rate(1000.0, kStart);
        Step all = 0;
        for (auto at = kStart; at <= kStart + 2s; at += frame) {
            const Step due = pacer.due(at);
            pacer.took(due);
            all += due;
        }
        CHECK(all >= 1999 - static_cast<Step>(frame.count()));
        CHECK(all <= 2000);
    }
}

TEST_CASE("a pacer that cannot keep up does not make up for it in a rush") {
    Pacer pacer;
    pacer.set_rate(100.0, kStart);
    CHECK(pacer.due(kStart + 10s) == 1);
    pacer.took(1);
    CHECK(pacer.due(kStart + 10s + 20ms) == 1);
}

TEST_CASE("no rate means as fast as it goes") {
    Pacer pacer;
    for (const double rate : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
        pacer.set_rate(rate, kStart);
        CHECK(pacer.rate() == 0.0);
        CHECK(pacer.due(kStart) == Pacer::kAll);
    }
}

TEST_CASE("the tempo reports steps per second and sizes its chunks by them") {
    Tempo tempo;
    CHECK(tempo.chunk() == 1);
    CHECK(tempo.steps_per_second(kStart) == 0.0);
    for (int i = 0; i < 100; ++i) tempo.took(100, 100us);
    CHECK(tempo.chunk() == 500);
    CHECK(tempo.steps_per_second(kStart + 500ms) == doctest::Approx(20000.0));
    tempo.took(1, 1s);
    CHECK(tempo.chunk() == 1);
}

}  // namespace talweg
