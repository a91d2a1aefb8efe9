// The journal of edits by itself: it gives back what it was given, and knows what it takes.
#include "core/worker/journal.h"
#include "core/base/hash.h"
#include "core/base/random.h"
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>

namespace talweg {
namespace {

/// One of everything that an editor can do, most often a small thing.
Experiment changed(Experiment experiment, Random& random) {
    Table& table = experiment.data.table;
    const auto point = static_cast<std::size_t>(random.below(table.x.size()));
    switch (random.below(13)) {
        case 0:
            experiment.notes += " and a note that does not fit into a string in place";
            break;
        case 1:
            table.x.push_back(random.normal());
            table.y.push_back(random.normal());
            break;
        case 2:
            table.x[point] = std::copysign(0.0, random.normal());
            break;
        case 3:
            experiment.penalty.l2 = random.uniform();
            break;
        case 4:
            experiment.runs[1].optimizer.knobs["momentum"] = random.uniform();
            break;
        case 5:
            for (double& y : table.y) y = random.normal();
            break;
        case 12:
            table.classes = {"one", "another one, number " + std::to_string(point)};
            break;
        case 6:
            experiment.runs.back().id += 1;
            experiment.runs.back().name = "a run that was exchanged for another one";
            break;
        case 7:
            experiment.runs[0].lr = random.uniform();
            experiment.stop.max_steps = 1'000'000 + point;
            break;
        default:
            table.x[point] = random.normal();
            table.y[point] = random.normal();
    }
    return experiment;
}

std::uint64_t points_hash(const Experiment& experiment) {
    const Table& table = experiment.data.table;
    const std::uint64_t x = hash_bytes(table.x.data(), table.x.size() * sizeof(double));
    return hash_bytes(table.y.data(), table.y.size() * sizeof(double), x);
}

struct Given {
    Step step;
    Experiment experiment;
};

void check_same(const Journal& journal, const std::vector<Given>& given) {
    REQUIRE(journal.size() == given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
        const Step next = i + 1 < given.size() ? given[i + 1].step : Journal::kNever;
        CHECK(journal.next_edit(given[i].step) == next);
        for (const Step step : {given[i].step, next - 1}) {
            const auto experiment = journal.experiment(step);
            CHECK(*experiment == given[i].experiment);
            CHECK(points_hash(*experiment) == points_hash(given[i].experiment));
            CHECK(journal.in_force(step).step == given[i].step);
            CHECK(journal.in_force(step).data_revision == given[i].step + 1);
        }
    }
    CHECK(*journal.newest() == given.back().experiment);
    std::size_t visited = 0;
    journal.visit([&](const JournalEntry& entry, const Experiment& experiment) {
        CHECK(entry.step == given[visited].step);
        CHECK(points_hash(experiment) == points_hash(given[visited].experiment));
        CHECK(experiment == given[visited++].experiment);
    });
    CHECK(visited == given.size());
}

void append(Journal& journal, std::vector<Given>& given, Step step, const Experiment& experiment) {
    journal.append(step, std::make_shared<const Experiment>(experiment), step + 1);
    given.push_back({step, experiment});
}

}  // namespace

TEST_CASE("a journal gives back every experiment however they differ") {
    for (const std::size_t points : {1u, 4u, 150u}) {
        CAPTURE(points);
        Random random(3, Stream::init);
        Journal journal;
        std::vector<Given> given;
        Experiment experiment = large_experiment(points);
        append(journal, given, 0, experiment);
        for (int i = 0; i < 400; ++i) {
            experiment = changed(experiment, random);
            append(journal, given, given.back().step + 1 + random.below(3), experiment);
        }
        check_same(journal, given);
        // Cut in the middle, and on from there.
        given.resize(250);
        journal.forget_after(given.back().step);
        check_same(journal, given);
        experiment = given.back().experiment;
        for (int i = 0; i < 100; ++i) {
            experiment = changed(experiment, random);
            append(journal, given, given.back().step + 1, experiment);
        }
        check_same(journal, given);
        // Without its beginning, bit by bit.
        for (const std::size_t first : {1u, 7u, 100u}) {
            journal.forget_before(given[first].step);
            given.erase(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(first));
            check_same(journal, given);
        }
        CHECK(journal.in_force(0).step == given.front().step);
    }
}

TEST_CASE("a journal takes what it says") {
    Random random(5, Stream::init);
    Experiment experiment = large_experiment(500);
    const std::uint64_t before = allocated_bytes();
    Journal journal;
    journal.append(0, std::make_shared<const Experiment>(experiment), 1);
    const auto check = [&journal, before] {
        const auto taken = static_cast<double>(allocated_bytes() - before);
        // The allocator rounds up, and a shared experiment has its counters; the newest may be one of the
        // whole ones, counted twice.
        CHECK(static_cast<double>(journal.bytes()) > 0.9 * taken);
        CHECK(static_cast<double>(journal.bytes()) <
              1.1 * taken + 2.0 * static_cast<double>(bytes_of(*journal.newest())));
    };
    for (Step step = 1; step <= 6000; ++step) {
        experiment.data.table.y[random.below(500)] = random.normal();
        journal.append(step, std::make_shared<const Experiment>(experiment), 1);
        if (step % 1000 == 0) check();
    }
    for (Step step = 6001; step <= 9000; ++step) {
        experiment.runs[step % 4].lr = random.uniform();
        if (step % 3 == 0) experiment.penalty.l2 = random.uniform();
        journal.append(step, std::make_shared<const Experiment>(experiment), 1);
        if (step % 500 == 0) check();
    }
    journal.forget_after(7777);
    check();
    journal.forget_before(3333);
    check();
}

TEST_CASE("a dragged point costs a journal far less than the points") {
    Experiment experiment = large_experiment(1000);
    Journal journal;
    journal.append(0, std::make_shared<const Experiment>(experiment), 1);
    const std::uint64_t one = journal.bytes();
    constexpr Step kEdits = 10'000;
    for (Step step = 1; step <= kEdits; ++step) {
        experiment.data.table.x[step % 1000] += 1e-3;
        experiment.data.table.y[step % 1000] -= 1e-3;
        journal.append(step, std::make_shared<const Experiment>(experiment), step);
    }
    CHECK(one > 16'000);
    CHECK(journal.bytes() < kEdits * 160);
    // Nor does anything else drag the points along.
    const std::uint64_t dragged = journal.bytes();
    for (Step step = kEdits + 1; step <= kEdits + 1000; ++step) {
        experiment.penalty.l2 += 1e-6;
        journal.append(step, std::make_shared<const Experiment>(experiment), step);
    }
    CHECK(journal.bytes() - dragged < 1000 * 2000);
}

}  // namespace talweg
