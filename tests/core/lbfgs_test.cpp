// L-BFGS: PyTorch's numbers, its memory by the formula, and settings changed under way.
#include "core/train/trainer.h"
#include "tests/core/closeness.h"
#include "tests/core/probe.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace talweg;
using namespace talweg::test;

namespace {

/// theta after a step, and PyTorch's calls of the closure up to the first one of the next step.
struct Row {
    double x;
    double y;
    std::uint64_t evaluations;
};

void follow(Experiment experiment, const KnobMap& knobs, double lr, const std::array<Row, 10>& rows) {
    experiment.runs[0].optimizer = {"lbfgs", knobs};
    experiment.runs[0].lr = lr;
    Trainer trainer(experiment);
    for (const Row& row : rows) {
        CAPTURE(row.x);
        REQUIRE(trainer.step());
        CHECK(close(trainer.run(0).theta, Vector{{row.x, row.y}}, 1e-10));
        CHECK(trainer.run(0).evaluations == row.evaluations);
    }
}

Experiment rosenbrock() {
    Experiment experiment = four_points(1.0);
    experiment.function = PartChoice{"rosenbrock", {}};
    return experiment;
}

const KnobValue kWolfe = std::string("strong_wolfe");

}  // namespace

TEST_CASE("ten steps of L-BFGS on four points are PyTorch's") {
    follow(four_points(1.0), {{"max_iter", 1.0}}, 0.5,
           {{{0.375, 0.125, 2},
             {0.9525242720009962, 0.31242861176177583, 3},
             {1.2428450056784215, 0.4016734027268274, 4},
             {1.3895693502780841, 0.4419148402702588, 5},
             {1.4645333934455, 0.4577444199877016, 6},
             {1.5037218719749208, 0.46144790280739173, 7},
             {1.5252710854519351, 0.4590986168989447, 8},
             {1.5385764484247904, 0.4534149971281742, 9},
             {1.5490760086122755, 0.4445787829482126, 10},
             {1.5608640320062053, 0.429467254894763, 11}}});
}

TEST_CASE(
    "a step of L-BFGS is up to max_iter iterations and nothing where the ground is flat, as in PyTorch") {
    follow(four_points(1.0), {}, 0.5,
           {{{1.6997045072249217, 0.002292759838655261, 21},
             {1.6999980385730928, 1.7128438153133844e-05, 29},
             {1.6999980385730928, 1.7128438153133844e-05, 30},
             {1.6999980385730928, 1.7128438153133844e-05, 31},
             {1.6999980385730928, 1.7128438153133844e-05, 32},
             {1.6999980385730928, 1.7128438153133844e-05, 33},
             {1.6999980385730928, 1.7128438153133844e-05, 34},
             {1.6999980385730928, 1.7128438153133844e-05, 35},
             {1.6999980385730928, 1.7128438153133844e-05, 36},
             {1.6999980385730928, 1.7128438153133844e-05, 37}}});
}

TEST_CASE("ten steps of L-BFGS with a line search on four points are PyTorch's") {
    follow(four_points(1.0), {{"max_iter", 1.0}, {"line_search_fn", kWolfe}}, 0.1,
           {{{0.75, 0.25, 4},
             {1.5300485440019924, 0.49985722352355166, 7},
             {1.5615629039239225, 0.4105660530216322, 11},
             {1.7000097782772752, 1.22211569978381e-05, 14},
             {1.7000000020077592, 3.728745919020631e-10, 17},
             {1.7000000020077592, 3.728745919020631e-10, 18},
             {1.7000000020077592, 3.728745919020631e-10, 19},
             {1.7000000020077592, 3.728745919020631e-10, 20},
             {1.7000000020077592, 3.728745919020631e-10, 21},
             {1.7000000020077592, 3.728745919020631e-10, 22}}});
}

TEST_CASE("ten steps of L-BFGS with a line search on Rosenbrock are PyTorch's") {
    follow(rosenbrock(), {{"max_iter", 2.0}, {"history_size", 5.0}, {"line_search_fn", kWolfe}}, 1.0,
           {{{-1.0245319303460325, 1.0716196202669255, 4},
             {-1.0284565745562346, 1.068187455748677, 6},
             {-1.0288795348319695, 1.0655029516848564, 8},
             {-1.0276177663827242, 1.0584120782656612, 10},
             {-1.0203084803940978, 1.0352769866467468, 12},
             {-0.9970310351680055, 0.9755913846740084, 14},
             {-0.9431080937368096, 0.8529277497465135, 16},
             {-0.8794861179382701, 0.7261979266288574, 18},
             {-0.76807899006484, 0.5389494517220217, 20},
             {-0.6369761095844927, 0.44016713752996595, 22}}});
}

TEST_CASE("L-BFGS that has to search far, within max_eval, is PyTorch's") {
    follow(rosenbrock(), {{"max_iter", 3.0}, {"max_eval", 5.0}, {"line_search_fn", kWolfe}}, 0.001,
           {{{-1.0474907737532326, 1.0655025441656254, 9},
             {-1.0330038395892887, 1.070936190934013, 14},
             {-1.030485735022998, 1.0701209826833267, 19},
             {-1.0272034363151143, 1.0668147742432532, 24},
             {-1.0156379209522852, 1.0507932562549254, 29},
             {-0.988163134702464, 1.0062993994759806, 35},
             {-0.5879373946184036, 0.31708489872901174, 43},
             {-0.46657250451439364, 0.1773544477728814, 52},
             {-0.3629959627087399, 0.09662759644792683, 58},
             {-0.3456491236448401, 0.09175345700240665, 63}}});
}

TEST_CASE("ten steps of L-BFGS without a search on Rosenbrock are PyTorch's, the leap of the last included") {
    follow(rosenbrock(), {{"max_iter", 3.0}, {"history_size", 4.0}}, 0.2,
           {{{-1.0533669704734068, 1.0598488889031574, 4},
             {-1.0448684437563858, 1.0624704884920773, 7},
             {-1.0387328914213907, 1.0632082662848004, 10},
             {-1.0340431134625205, 1.0625978020636886, 13},
             {-1.0300739268185828, 1.06085730523842, 16},
             {-1.0259981781948773, 1.0576071074046756, 19},
             {-1.0200907306635638, 1.05064940667739, 22},
             {-1.0064554562354444, 1.0301318122551517, 25},
             {-0.9485064595099897, 0.9311966432572091, 28},
             {15.6418161970432, -27.760748450489313, 31}}});
}

TEST_CASE("a shorter memory keeps the newest pairs, and the direction is theirs by the formula") {
    FunctionProbe probe = three_bowls();
    const auto optimizer = make_part("lbfgs", {{"max_iter", 1.0}}, 3);
    std::vector<Vector> path{Vector{{1.0, 1.0, 1.0}}};
    const auto step = [&] {
        path.push_back(path.back());
        probe.step(*optimizer, path.back(), 0.2);
    };
    for (int i = 0; i < 4; ++i) step();
    const OptimizerPart& part = optimizer_part("lbfgs");
    optimizer->configure(Settings(part.info, {{"max_iter", 1.0}, {"history_size", 2.0}}));
    step();
    // H = V2' (V1' g I V1 + r1 s1 s1') V2 + r2 s2 s2', Vi = I - ri yi si', g = y2's2 / y2'y2
    Matrix h = Matrix::Identity(3, 3);
    for (const std::size_t i : {2u, 3u}) {
        const Vector s = path[i + 1] - path[i];
        const Vector y = probe.slope(path[i + 1]) - probe.slope(path[i]);
        const double r = 1.0 / y.dot(s);
        if (i == 2) {
            const Vector last_y = probe.slope(path[4]) - probe.slope(path[3]);
            h *= (path[4] - path[3]).dot(last_y) / last_y.dot(last_y);
        }
        const Matrix v = Matrix::Identity(3, 3) - r * y * s.transpose();
        h = Matrix(v.transpose() * h * v + r * s * s.transpose());
    }
    CHECK(close(path[5], path[4] - 0.2 * h * probe.slope(path[4]), 1e-12));
}

TEST_CASE("a longer memory goes on as if it had always been longer") {
    FunctionProbe probe = three_bowls();
    const KnobMap longer{{"max_iter", 1.0}, {"history_size", 8.0}};
    const auto grown = make_part("lbfgs", {{"max_iter", 1.0}, {"history_size", 4.0}}, 3);
    const auto always = make_part("lbfgs", longer, 3);
    Vector a{{1.0, 1.0, 1.0}};
    Vector b = a;
    for (int i = 0; i < 12; ++i) {
        if (i == 4) grown->configure(Settings(optimizer_part("lbfgs").info, longer));
        probe.step(*grown, a, 0.2);
        probe.step(*always, b, 0.2);
        CHECK(same_bits(a, b));
    }
}

TEST_CASE("a state goes back into a run whose memory has been lengthened and shortened since") {
    Experiment experiment = rosenbrock();
    experiment.runs[0].optimizer = {"lbfgs",
                                    {{"max_iter", 1.0}, {"history_size", 3.0}, {"line_search_fn", kWolfe}}};
    Trainer trainer(experiment);
    for (int i = 0; i < 6; ++i) trainer.step();
    std::vector<std::byte> bytes;
    Archive out = Archive::writer(bytes);
    trainer.archive(0, out);
    std::vector<Vector> path;
    for (int i = 0; i < 6; ++i) {
        trainer.step();
        path.push_back(trainer.run(0).theta);
    }
    for (const double size : {20.0, 1.0, 3.0}) {
        experiment.runs[0].optimizer.knobs["history_size"] = size;
        trainer.apply(experiment);
        trainer.step();
    }
    Archive in = Archive::reader(bytes);
    trainer.archive(0, in);
    for (const Vector& theta : path) {
        trainer.step();
        CHECK(same_bits(trainer.run(0).theta, theta));
    }
}

TEST_CASE("L-BFGS at an absurd rate diverges without a search and not with one") {
    Experiment experiment = four_points(1e200);
    experiment.runs[0].optimizer = {"lbfgs", {}};
    Trainer blind(experiment);
    while (blind.step()) {
    }
    CHECK(blind.run(0).status == RunStatus::diverged);
    CHECK(blind.run(0).theta == Vector{{0.0, 0.0}});
    experiment.runs[0].optimizer.knobs = {{"line_search_fn", kWolfe}};
    Trainer searching(experiment);
    for (int i = 0; i < 50; ++i) CHECK(searching.step());
    CHECK(searching.run(0).loss <= 21.75);
}
