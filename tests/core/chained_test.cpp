// Chains with a schedule that has a lowest or last rate of its own, against PyTorch 1.13.1 step by step.
#include "core/base/error.h"
#include "core/train/assemble.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

struct RateAt {
    std::uint64_t t;
    double rate;
};
struct Chain {
    std::string name;
    double lr;
    std::vector<PartChoice> parts;
    std::vector<RateAt> expected;
};

PartChoice chained(std::vector<PartChoice> parts) { return {"chained", {}, std::move(parts)}; }

const Chain kChains[] = {
    {"exponential, then cosine with a lowest rate",
     0.4,
     {{"exponential", {{"gamma", 0.95}}}, {"cosine", {{"t_max", std::int64_t{10}}, {"eta_min", 0.05}}}},
     {{0, 0.4},
      {1, 0.37192432518870033},
      {2, 0.33124541720945494},
      {4, 0.2298891240120396},
      {5, 0.17864207915944258},
      {6, 0.13271755846801256},
      {7, 0.09538749939659122},
      {9, 0.05394089672986559},
      {10, 0.05},
      {11, 0.056065109648348134},
      {12, 0.0627281236512873},
      {15, 0.08594655944582401},
      {18, 0.09554122969900268},
      {20, 0.09025165408367161},
      {21, 0.08486447405064387},
      {27, 0.050804656079247376},
      {30, 0.05},
      {31, 0.056065109648348134},
      {45, 0.05880339641333708}}},
    {"cosine with a lowest rate, then exponential",
     0.4,
     {{"cosine", {{"t_max", std::int64_t{10}}, {"eta_min", 0.05}}}, {"exponential", {{"gamma", 0.95}}}},
     {{0, 0.4},
      {1, 0.3718631458340693},
      {2, 0.3310095247232161},
      {4, 0.22905669304418372},
      {5, 0.17744778457647045},
      {6, 0.13116104058455857},
      {7, 0.09349677375000208},
      {9, 0.051552317910520756},
      {10, 0.0475},
      {11, 0.053261854165930725},
      {12, 0.05959171746872293},
      {15, 0.0816492314735328},
      {18, 0.09076416821405255},
      {20, 0.08573907137948802},
      {21, 0.08062125034811167},
      {27, 0.048264423275285004},
      {30, 0.0475},
      {31, 0.053261854165930725},
      {45, 0.05586322659267023}}},
    {"warm-up, then cosine",
     0.3,
     {{"linear", {{"start_factor", 0.1}, {"total_iters", std::int64_t{7}}}},
      {"cosine", {{"t_max", std::int64_t{20}}, {"eta_min", 0.01}}}},
     {{0, 0.03},
      {1, 0.06821087283171473},
      {2, 0.10479959061711171},
      {4, 0.16793842204810822},
      {5, 0.19221077461903743},
      {6, 0.21041677098685524},
      {7, 0.2219577298885472},
      {9, 0.1785810354460441},
      {10, 0.15577655763673504},
      {11, 0.13297207982742604},
      {12, 0.11072912394550488},
      {15, 0.052696965193768104},
      {18, 0.01713481257324215},
      {20, 0.01},
      {21, 0.011785190613705024},
      {27, 0.08917137753776568},
      {30, 0.15499999999999994},
      {31, 0.17768299743083343},
      {45, 0.25753048327204936}}},
    {"falls past the bottom of a cosine",
     0.5,
     {{"step", {{"step_size", std::int64_t{7}}, {"gamma", 0.5}}}, {"cosine", {{"t_max", std::int64_t{9}}}}},
     {{0, 0.5},
      {1, 0.4849231551964771},
      {2, 0.4415111107797445},
      {4, 0.29341204441673263},
      {5, 0.20658795558326742},
      {6, 0.12500000000000006},
      {7, 0.029244444610127762},
      {9, 0.0},
      {10, 0.015076844803522893},
      {11, 0.05848888922025541},
      {12, 0.12499999999999989},
      {15, 0.1874999999999999},
      {18, 0.24999999999999997},
      {20, 0.22075555538987224},
      {21, 0.09374999999999999},
      {27, 0.0},
      {30, 0.12500000000000014},
      {31, 0.20658795558326815},
      {45, 0.0}}},
    {"everything around a cosine",
     0.5,
     {{"constant", {{"factor", 0.5}, {"total_iters", std::int64_t{4}}}},
      {"cosine", {{"t_max", std::int64_t{6}}, {"eta_min", 0.02}}},
      {"multistep", {{"milestones", std::vector<double>{3, 3, 15}}, {"gamma", 0.8}}},
      {"polynomial", {{"total_iters", std::int64_t{30}}, {"power", 1.5}}}},
     {{0, 0.25},
      {1, 0.22296157235658878},
      {2, 0.17375902542766675},
      {4, 0.07960490172483069},
      {5, 0.033915914530059654},
      {6, 0.018812081224574808},
      {7, 0.04781402537662832},
      {9, 0.19737082594658453},
      {10, 0.2658688613612295},
      {11, 0.3017332437153847},
      {12, 0.29688026419289515},
      {15, 0.09735010494209852},
      {18, 0.017737272421486577},
      {20, 0.09428243403847682},
      {21, 0.1439232074844246},
      {27, 0.03141248372742265},
      {30, 0.0},
      {31, 0.03215390309173471},
      {45, 0.2600000000000013}}},
    {"two cosines",
     0.5,
     {{"cosine", {{"t_max", std::int64_t{6}}, {"eta_min", 0.02}}},
      {"cosine", {{"t_max", std::int64_t{10}}, {"eta_min", 0.1}}}},
     {{0, 0.5},
      {1, 0.45884426218330476},
      {2, 0.35290632072455996},
      {4, 0.11837630717014082},
      {5, 0.05902257329744006},
      {6, 0.044721359549995794},
      {7, 0.08620464222948716},
      {9, 0.16017730739436964},
      {10, 0.1},
      {11, 0.12931005160947268},
      {12, 0.24499534123598307},
      {15, 0.4005943871494895},
      {18, 0.008853316693145694},
      {20, 0.0806394915031586},
      {21, 0.14026881439025593},
      {27, 0.09614630428236784},
      {30, 0.1},
      {31, 0.14194259983270402},
      {45, 0.26303639928732647}}},
    {"swa among factors",
     0.5,
     {{"exponential", {{"gamma", 0.9}}},
      {"swa", {{"swa_lr", 0.05}, {"anneal_epochs", std::int64_t{12}}}},
      {"step", {{"step_size", std::int64_t{5}}, {"gamma", 0.5}}}},
     {{0, 0.5},
      {1, 0.44318516525781365},
      {2, 0.38113865251770335},
      {4, 0.2575991405153606},
      {5, 0.10130089380645753},
      {6, 0.08270589572503548},
      {7, 0.06811098354734588},
      {9, 0.051089916045856824},
      {10, 0.02408080148232541},
      {11, 0.04279543554311545},
      {12, 0.05},
      {15, 0.025},
      {18, 0.05},
      {20, 0.025},
      {21, 0.05},
      {27, 0.05},
      {30, 0.025},
      {31, 0.05},
      {45, 0.025}}},
    {"swa along a line",
     0.2,
     {{"linear", {{"start_factor", 0.5}, {"total_iters", std::int64_t{4}}}},
      {"swa",
       {{"swa_lr", 0.6}, {"anneal_epochs", std::int64_t{8}}, {"anneal_strategy", std::string("linear")}}}},
     {{0, 0.1},
      {1, 0.184375},
      {2, 0.27535714285714286},
      {4, 0.4561904761904762},
      {5, 0.49214285714285716},
      {6, 0.5280952380952381},
      {7, 0.5640476190476191},
      {9, 0.6},
      {10, 0.6},
      {11, 0.6},
      {12, 0.6},
      {15, 0.6},
      {18, 0.6},
      {20, 0.6},
      {21, 0.6},
      {27, 0.6},
      {30, 0.6},
      {31, 0.6},
      {45, 0.6}}},
    {"warm restarts between factors",
     0.5,
     {{"exponential", {{"gamma", 0.9}}},
      {"cosine_warm_restarts", {{"t_0", std::int64_t{5}}, {"eta_min", 0.01}}},
      {"step", {{"step_size", std::int64_t{3}}, {"gamma", 0.5}}}},
     {{0, 0.5},
      {1, 0.45320916362186214},
      {2, 0.33070916362186215},
      {4, 0.0567908363781379},
      {5, 0.5},
      {6, 0.22660458181093107},
      {7, 0.33070916362186215},
      {9, 0.02839541818906895},
      {10, 0.5},
      {11, 0.45320916362186214},
      {12, 0.16535458181093107},
      {15, 0.25},
      {18, 0.08964541818906896},
      {20, 0.5},
      {21, 0.22660458181093107},
      {27, 0.16535458181093107},
      {30, 0.25},
      {31, 0.45320916362186214},
      {45, 0.25}}},
    {"a cosine of one step",
     0.5,
     {{"exponential", {{"gamma", 0.9}}}, {"cosine", {{"t_max", std::int64_t{1}}, {"eta_min", 0.1}}}},
     {{0, 0.5},
      {1, 0.1},
      {2, 0.49000000000000005},
      {4, 0.49000000000000005},
      {5, 0.1},
      {6, 0.49000000000000005},
      {7, 0.1},
      {9, 0.1},
      {10, 0.49000000000000005},
      {11, 0.1},
      {12, 0.49000000000000005},
      {15, 0.1},
      {18, 0.49000000000000005},
      {20, 0.49000000000000005},
      {21, 0.1},
      {27, 0.1},
      {30, 0.49000000000000005},
      {31, 0.1},
      {45, 0.1}}},
};

}  // namespace

TEST_CASE("a chain with a lowest rate of its own follows PyTorch, asked in order or at any step alone") {
    for (const Chain& chain : kChains) {
        CAPTURE(chain.name);
        const auto walked = make_schedule(chained(chain.parts));
        for (const RateAt& at : chain.expected) {
            CAPTURE(at.t);
            const double rate = walked->rate(chain.lr, at.t);
            CHECK(std::abs(rate - at.rate) <= 1e-12 * chain.lr);
            CHECK(same_bits(make_schedule(chained(chain.parts))->rate(chain.lr, at.t), rate));
        }
    }
}

TEST_CASE("a chained rate is a function of the step alone, to the last bit") {
    for (const Chain& chain : kChains) {
        CAPTURE(chain.name);
        const auto schedule = make_schedule(chained(chain.parts));
        std::vector<double> rates;
        for (std::uint64_t t = 0; t < 300; ++t) rates.push_back(schedule->rate(chain.lr, t));
        for (std::uint64_t i = 0; i < 600; ++i) {
            const std::uint64_t t = i * 7919 % 300;
            CHECK(same_bits(schedule->rate(chain.lr, t), rates[t]));
            if (i % 5 == 0)
                CHECK(std::isfinite(schedule->rate(2.0 * chain.lr, t)));  // another base in between
        }
    }
}

// Where all but the cosine have done what they do, nothing is left of them after its next bottom.
TEST_CASE("a warm-up is forgotten after the bottom of a cosine, at any distance") {
    const PartChoice cosine{"cosine", {{"t_max", std::int64_t{20}}, {"eta_min", 0.01}}};
    const auto chain = make_schedule(chained({{"linear", {{"total_iters", std::int64_t{7}}}}, cosine}));
    const auto alone = make_schedule(cosine);
    for (const std::uint64_t t : {20ull, 21ull, 39ull, 40ull, 777ull, 1'000'000'000'000'007ull}) {
        CAPTURE(t);
        CHECK(same_bits(chain->rate(0.3, t), alone->rate(0.3, t)));
    }
    CHECK(chain->rate(0.3, 19) != alone->rate(0.3, 19));
}

TEST_CASE("what PyTorch does not have multiplies within a chain by how its own rate changes") {
    const PartChoice cosine{"cosine", {{"t_max", std::int64_t{4}}, {"eta_min", 0.1}}};
    const auto chain = make_schedule(chained({{"inverse_time", {{"decay", 1.0}}}, cosine}));
    // t = 1: 1/2, then 0.1 + 0.4 (1 + cos 45°)/2;  t = 2: that by 2/3, then the distance by
    // (1 + cos 90°)/(1 + cos 45°).
    const double height = 1.0 + std::sqrt(0.5);
    const double one = 0.1 + (0.5 - 0.1) * height / 2.0;
    CHECK(close(chain->rate(1.0, 0), 1.0, 1e-15));
    CHECK(close(chain->rate(1.0, 1), one, 1e-15));
    CHECK(close(chain->rate(1.0, 2), 0.1 + (one * 2.0 / 3.0 - 0.1) / height, 1e-15));
}

TEST_CASE("a chain that would go through too many steps is refused") {
    const auto cosine = [](std::int64_t t_max) {
        return chained({{"linear", {}}, {"cosine", {{"t_max", t_max}}}});
    };
    CHECK_NOTHROW(make_schedule(cosine(100'000)));
    CHECK(error_of([&] { make_schedule(cosine(100'001)); }) ==
          "'chained' goes through the steps of a 'cosine' or 'swa' one by one: 't_max' may be at most 100000 "
          "there, 'anneal_epochs' below 200000; 'sequential' has no such limit");
}
