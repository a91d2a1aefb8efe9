// Clipped gradients: the numbers of torch.nn.utils.clip_grad_norm_ and clip_grad_value_, step by step.
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

using namespace talweg;
using namespace talweg::test;

namespace {

/// The clipped gradient of a step, and theta after it.
struct Row {
    std::array<double, 2> gradient;
    std::array<double, 2> theta;
};

void follow(const Experiment& experiment, const std::vector<Row>& rows) {
    Trainer trainer(experiment);
    for (const Row& row : rows) {
        CHECK(close(trainer.run(0).gradient, Vector{{row.gradient[0], row.gradient[1]}}, 1e-14));
        trainer.step();
        CHECK(close(trainer.run(0).theta, Vector{{row.theta[0], row.theta[1]}}, 1e-14));
    }
}

}  // namespace

TEST_CASE("a gradient that is too long is shortened as by clip_grad_norm_") {
    Experiment experiment = four_points(0.1);
    experiment.runs[0].optimizer.knobs = {{"momentum", 0.5}};
    experiment.runs[0].clip_norm = 1.0;
    follow(experiment,
           {{{-0.9486832627563974, -0.31622775425213245}, {0.09486832627563974, 0.031622775425213245}},
            {{-0.9488086263751736, -0.31585140680461715}, {0.237183352050977, 0.07901930381828158}},
            {{-0.9490307172216754, -0.31518345400890047}, {0.40324393666081315, 0.1342359134157058}},
            {{-0.9493596445100403, -0.31419128611942376}, {0.5812101934167353, 0.1932633468263603}}});
}

TEST_CASE("a gradient that is short enough stays as it is") {
    Experiment experiment = four_points(0.1);
    experiment.runs[0].optimizer.kind = "adam";
    experiment.runs[0].clip_norm = 30.0;
    follow(experiment,
           {{{-25.5, -8.5}, {0.0999999999607843, 0.09999999988235292}},
            {{-23.500000001176474, -7.800000000431373}, {0.1997041936124706, 0.1996842349443401}},
            {{-21.50601592109124, -7.102110562048967}, {0.2988756887485415, 0.29879708717300757}},
            {{-19.52287923290684, -6.408027381911277}, {0.39724368961234835, 0.397043861829427}}});
}

TEST_CASE("entries that are too large are cut as by clip_grad_value_") {
    Experiment experiment = four_points(0.02);
    experiment.runs[0].clip_value = 15.0;
    follow(experiment, {{{-15.0, -8.5}, {0.3, 0.17}},
                        {{-15.0, -6.66}, {0.6, 0.3032}},
                        {{-14.984, -4.8936}, {0.89968, 0.40107200000000004}},
                        {{-9.99944, -3.1994559999999996}, {1.0996688000000001, 0.46506112000000005}}});
}

TEST_CASE("values are cut before the norm, penalties are inside and weight decay is not") {
    Experiment experiment = four_points(0.1);
    experiment.penalty.l2 = 0.5;
    experiment.runs[0].optimizer.knobs = {{"weight_decay", 0.3}};
    experiment.runs[0].clip_value = 15.0;
    experiment.runs[0].clip_norm = 5.0;
    follow(experiment,
           {{{-4.350110676930209, -2.465062716927118}, {0.4350110676930209, 0.24650627169271183}},
            {{-4.660170106884344, -1.811853048158591}, {0.8879777463506646, 0.4202963883577896}},
            {{-4.7188568844094565, -1.6529926104422101}, {1.3332241024010905, 0.5729867577512769}},
            {{-1.3034805728261676, -0.6879059724919938}, {1.4235754366116744, 0.6245877522679381}}});
}

TEST_CASE("the norm that is shown is that of before clipping") {
    Experiment experiment = four_points(0.01);
    experiment.runs[0].clip_norm = 1.0;
    const Trainer trainer(experiment);
    CHECK(close(trainer.run(0).gradient_norm, std::hypot(25.5, 8.5), 1e-15));
    CHECK(close(trainer.run(0).gradient.norm(), 1.0, 1e-7));
}

TEST_CASE("a new limit is felt at once and keeps theta") {
    Trainer trainer(four_points(0.01));
    trainer.step();
    Experiment edited = trainer.experiment();
    edited.runs[0].clip_norm = 2.0;
    CHECK(classify_edit(trainer.experiment(), edited) == EditKind::live);
    const RunState before = trainer.run(0);
    trainer.apply(edited);
    CHECK(same_bits(trainer.run(0).theta, before.theta));
    CHECK(close(trainer.run(0).gradient, before.gradient * (2.0 / (before.gradient.norm() + 1e-6)), 1e-15));
    edited.runs[0].clip_norm.reset();
    trainer.apply(edited);
    CHECK(same_bits(trainer.run(0).gradient, before.gradient));
}
