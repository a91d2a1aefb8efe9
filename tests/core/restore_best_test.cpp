// The best theta on the validation points, put back at a run's end.
#include "core/base/text.h"
#include "tests/core/stopping.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("the best is put back whatever rule ends a run") {
    for (const std::uint64_t batch : {0u, 3u}) {
        CAPTURE(batch);
        const auto free = states_of(two_minds(batch), 2000);
        Step best = 0;
        for (Step k = 0; k < free.size(); ++k) {
            if (free[k].validation_loss < free[best].validation_loss) best = k;
        }
        REQUIRE(best > 0);
        const Step last = best + 30;
        REQUIRE(last < free.size());
        Experiment experiment = two_minds(batch);
        experiment.stop.patience = 1000;
        experiment.stop.restore_best = true;
        const std::string restored = "; the best validation loss " + short_text(free[best].validation_loss) +
                                     " was at step " + grouped_text(best) + ", restored";
        for (const bool by_steps : {true, false}) {
            experiment.stop.max_steps = by_steps ? std::optional<std::uint64_t>(last) : std::nullopt;
            experiment.stop.loss = by_steps
                                       ? std::nullopt
                                       : std::optional<double>(free[best + (batch == 0 ? 30 : 9)].train_loss);
            if (!by_steps && std::isnan(*experiment.stop.loss)) continue;
            Trainer trainer = ended(experiment);
            CHECK(trainer.run(0).status == (by_steps ? RunStatus::finished : RunStatus::stopped));
            CHECK(trainer.run(0).step > best);
            CHECK(same_bits(trainer.run(0).theta, free[best].theta));
            CHECK(trainer.run(0).validation_loss == free[best].validation_loss);
            CHECK(trainer.reason(0).ends_with(restored));
            // The number is that which ended the run, not that of the best.
            if (!by_steps) {
                const std::string ending = short_text(free[trainer.run(0).step].train_loss);
                CHECK(trainer.reason(0).find("loss: the train loss " + ending + " is at most ") == 0);
            }
            // Where the run goes on it does so from where it had been.
            Experiment longer = experiment;
            longer.stop.loss.reset();
            longer.stop.max_steps = last + 50;
            longer.stop.restore_best = false;
            trainer.apply(longer);
            while (trainer.step()) {
            }
            CHECK(trainer.run(0).step == last + 50);
            CHECK(same_bits(trainer.run(0).theta, ended(longer).run(0).theta));
            CHECK(trainer.run(0).evaluations == ended(longer).run(0).evaluations);
        }
        // A run that ends at its best has nothing to put back.
        experiment.stop.max_steps = best;
        experiment.stop.loss.reset();
        CHECK(same_bits(ended(experiment).run(0).theta, free[best].theta));
        CHECK(ended(experiment).run(0).evaluations == free[best].evaluations);
        CHECK(ended(experiment).reason(0) == "reached max_steps " + grouped_text(best));
    }
}
