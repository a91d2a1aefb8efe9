// Any number of edits in bounded memory: what is forgotten at the bound, and that all else stays as it was.
#include "tests/threads/count_allocations.h"
#include "tests/threads/support.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

/// A session with an edit at every step but the first, and what stood at every `every`th step.
struct Walked {
    Walked(const Experiment& experiment, Step steps, Step every, std::uint64_t journal_bytes)
        : session(experiment, 0, 1u << 20, journal_bytes), newest(experiment) {
        for (Step step = 1; step <= steps; ++step) {
            session.advance(1, kNever);
            newest = dragged(newest, step);
            session.edit(newest, step);
            most = std::max(most, session.timeline().journal_bytes());
            if (step % every == 0) hashes.push_back({step, cursor_hash(session)});
        }
    }
    struct Stood {
        Step step;
        std::uint64_t hash;
    };
    Session session;
    Experiment newest;
    std::uint64_t most = 0;  ///< bytes of the journal at any time
    std::vector<Stood> hashes;
};

/// Every remembered step that can be reached is what it was; how many these are.
std::size_t check_steps(Session& session, const std::vector<Walked::Stood>& hashes) {
    std::size_t reached = 0;
    for (auto stood = hashes.rbegin(); stood != hashes.rend(); ++stood) {
        if (stood->step < session.earliest()) continue;
        go_to(session, stood->step);
        REQUIRE(session.cursor() == stood->step);
        CHECK(cursor_hash(session) == stood->hash);
        ++reached;
    }
    return reached;
}

}  // namespace

TEST_CASE("a hundred thousand edits of a large table fit into the journal and all can be walked again") {
    constexpr Step kEdits = kSlowBuild ? 5000 : 100'000;
    Walked walked(large_experiment(1000), kEdits, kEdits / 20, Timeline::kJournalBytes);
    CHECK(walked.most <= Timeline::kJournalBytes);
    CHECK(walked.session.timeline().entry_count() == kEdits + 1);
    CHECK(walked.session.earliest() == 0);
    CHECK(check_steps(walked.session, walked.hashes) == 20);
    go_to(walked.session, 0);
    CHECK(walked.session.cursor() == 0);
}

TEST_CASE("over the budget the earliest edits are forgotten and the others stay exact") {
    for (const std::size_t points : {4u, 40u, 300u}) {
        CAPTURE(points);
        constexpr Step kEdits = kSlowBuild ? 2500 : 4000;
        Walked walked(large_experiment(points), kEdits, 50, kSmallJournal);
        Session& session = walked.session;
        CHECK(walked.most <= kSmallJournal);
        // About half of what fits can still be walked to, or more.
        CHECK(session.earliest() > 0);
        CHECK(session.earliest() < kEdits - 100);
        CHECK(session.timeline().entry_count() > 100);
        // What was recorded is not forgotten.
        Walked unbounded(large_experiment(points), kEdits, 50, Timeline::kJournalBytes);
        REQUIRE(unbounded.session.earliest() == 0);
        CHECK(history_hash(session) == history_hash(unbounded.session));
        // Before the first step that can be reached nothing is shown but that step.
        go_to(session, 0);
        CHECK(session.cursor() == session.earliest());
        go_to(unbounded.session, session.earliest());
        CHECK(cursor_hash(session) == cursor_hash(unbounded.session));
        CHECK(check_steps(session, walked.hashes) > 1);
        CHECK(history_hash(session) == history_hash(unbounded.session));
        Slot slot;
        session.fill(slot);
        CHECK(slot.snapshot.earliest == session.earliest());
    }
}

TEST_CASE("the newest experiment stays however large it is") {
    Walked walked(large_experiment(kSmallJournal / 8), 30, 1, kSmallJournal);
    CHECK(walked.session.timeline().entry_count() <= 3);
    CHECK(check_steps(walked.session, walked.hashes) >= 1);
    CHECK(walked.session.experiment() == walked.newest);
    // Nor is it copied about while nothing is edited.
    go_to(walked.session, 30);
    for (int i = 0; i < 2; ++i) walked.session.advance(1, kNever);
    const std::uint64_t before = allocations();
    for (int i = 0; i < 100; ++i) walked.session.advance(1, kNever);
    CHECK(allocations() == before);
}

TEST_CASE("a pause on the way to an edit at the earliest step leaves what can be walked again") {
    Walked walked(large_experiment(4), 3000, 50, kSmallJournal);
    Session& session = walked.session;
    const Step earliest = session.earliest();
    REQUIRE(earliest > 0);
    go_to(session, earliest + 1);
    session.edit(with_other_rate(walked.newest, 0, 0.004), 1);
    session.halt();
    while (session.seeking()) session.advance(1000, kNever);
    CHECK(session.cursor() >= earliest);
    CHECK(session.cursor() == session.head());
    session.edit(with_other_rate(walked.newest, 0, 0.005), 2);
    session.advance(300, kNever);
    const Step head = session.head();
    const std::uint64_t hash = cursor_hash(session);
    go_to(session, earliest);
    go_to(session, head);
    CHECK(cursor_hash(session) == hash);
}

TEST_CASE("what needs forgotten edits is refused and nothing has changed") {
    Walked walked(large_experiment(40), 4000, 50, kSmallJournal);
    Session& session = walked.session;
    REQUIRE(session.earliest() > 0);
    Experiment more = walked.newest;
    more.runs.push_back(more.runs.front());
    more.runs.back().id = next_run_id(more);
    const std::uint64_t history = history_hash(session);
    CHECK_THROWS_AS(session.edit(more, 7), Error);
    CHECK(history_hash(session) == history);
    CHECK(session.experiment() == walked.newest);
    check_steps(session, walked.hashes);
    // After a reset there is nothing that it needs.
    session.reset();
    CHECK(session.earliest() == 0);
    session.edit(more, 8);
    session.advance(10, kNever);
    CHECK(session.walker().run_count() == 5);
}

TEST_CASE("runs can be taken out after edits were forgotten") {
    Walked walked(large_experiment(40), 4000, 50, kSmallJournal);
    Session& session = walked.session;
    REQUIRE(session.earliest() > 0);
    const Step earliest = session.earliest();
    std::vector<Step> steps;
    std::vector<std::uint64_t> last_run;
    for (Step step = earliest; step <= 4000; step += 97) {
        go_to(session, step);
        steps.push_back(step);
        last_run.push_back(state_hash(session.walker().state(3)));
    }
    Experiment fewer = walked.newest;
    fewer.runs.erase(fewer.runs.begin() + 1);
    session.edit(fewer, 1);
    CHECK(session.earliest() == earliest);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        go_to(session, steps[i]);
        CHECK(state_hash(session.walker().state(2)) == last_run[i]);
    }
}

TEST_CASE("old steps are answered from the earliest on and not before") {
    const Step far = RunRecorder::kRing + 20'000;
    Walked walked(large_experiment(4), 3000, 50, kSmallJournal);
    Session& session = walked.session;
    const Step earliest = session.earliest();
    REQUIRE(earliest > 200);
    session.advance(far - session.cursor(), kNever);
    REQUIRE(session.earliest() == earliest);
    Slot slot;
    const auto ask = [&](Step first, Step last) {
        session.inspect(first, last);
        while (session.inspecting()) session.inspect_on(100, kNever);
        session.fill(slot);
        return slot.snapshot.runs[0].detail;
    };
    CHECK(ask(earliest - 150, earliest - 1).count == 0);
    const SampleWindow detail = ask(earliest - 100, earliest + 60);
    CHECK(detail.first == earliest);
    REQUIRE(detail.count == 61);
    go_to(session, earliest + 60);
    CHECK(detail.column(kLoss)[60] == session.walker().state(0).loss);
}

TEST_CASE("a question about steps that are forgotten meanwhile stays without an answer") {
    Session session(large_experiment(4), 0, 1u << 16, kSmallJournal);
    session.advance(RunRecorder::kRing + 10'000, kNever);
    session.inspect(100, 4000);
    REQUIRE(session.inspecting());
    session.inspect_on(10, kNever);
    Experiment newest = large_experiment(4);
    for (Step step = 1; session.earliest() == 0; ++step) {
        session.edit(newest = dragged(newest, step), step);
        session.advance(1, kNever);
    }
    CHECK_FALSE(session.inspecting());
}

TEST_CASE("edits that wait for steps not taken are bounded too") {
    Session session(large_experiment(1000), 0, 1u << 20, kSmallJournal);
    session.advance(10, kNever);
    Experiment newest = large_experiment(1000);
    Step goal = 1000;
    const auto wait = [&] {
        session.seek(goal += 1000);
        for (double& y : newest.data.table.y) y += 1e-6;
        session.edit(newest, goal);
    };
    const auto pile_up = [&] {
        for (int i = 0; i < 100; ++i) wait();
    };
    CHECK_THROWS_AS(pile_up(), Error);
    CHECK(session.timeline().journal_bytes() < 2 * kSmallJournal);
    while (session.seeking()) session.advance(1000, kNever);
    CHECK(session.cursor() == goal);
    session.advance(100, kNever);
    wait();
    while (session.seeking()) session.advance(1000, kNever);
    CHECK(session.experiment() == newest);
}

TEST_CASE("a step that cannot be shown again is told in words") {
    RunnerOptions options;
    options.journal_bytes = kSmallJournal;
    Runner runner(large_experiment(40), options);
    Experiment newest = large_experiment(40);
    std::uint64_t generation = 0;
    while (runner.snapshot().earliest == 0) {
        ++generation;
        Commands commands;
        commands.push_back(StepBy{1});
        runner.post(std::move(commands));
        REQUIRE(wait_for(runner, [&](const Snapshot& s) { return s.cursor == generation; }));
        newest = dragged(newest, generation);
        runner.post(Edit{newest, generation});
        REQUIRE(wait_for(runner, [&](const Snapshot& s) { return s.generation == generation; }));
    }
    const Step earliest = runner.snapshot().earliest;
    CHECK(runner.snapshot().message.empty());
    runner.post(SeekTo{3});
    REQUIRE(wait_for(runner, [&](const Snapshot& s) { return s.cursor == earliest; }));
    CHECK(runner.snapshot().message.find(std::to_string(earliest)) != std::string::npos);
    runner.post(StepBack{1});
    runner.post(SeekTo{earliest + 2});
    REQUIRE(wait_for(runner, [&](const Snapshot& s) { return s.cursor == earliest + 2; }));
    CHECK(runner.snapshot().message.empty());
    runner.post(StepBack{5});
    REQUIRE(wait_for(runner, [&](const Snapshot& s) { return s.cursor == earliest; }));
    CHECK_FALSE(runner.snapshot().message.empty());
    runner.post(Reset{});
    REQUIRE(wait_for(runner, [](const Snapshot& s) { return s.head == 0; }));
    CHECK(runner.snapshot().earliest == 0);
    CHECK(runner.snapshot().message.empty());
}

}  // namespace talweg
