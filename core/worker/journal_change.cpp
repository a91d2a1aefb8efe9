// The journal of edits: what differs between two experiments, and one put together from such differences.
#include "core/worker/journal.h"

#include <bit>
#include <span>

namespace talweg {
namespace {

std::uint64_t heap_of(const std::string& text) {
    static const std::size_t in_place = std::string().capacity();
    return text.capacity() > in_place ? text.capacity() + 1 : 0;
}

std::uint64_t heap_of(const std::vector<std::string>& texts) {
    std::uint64_t bytes = texts.capacity() * sizeof(std::string);
    for (const std::string& text : texts) bytes += heap_of(text);
    return bytes;
}

std::uint64_t heap_of(const KnobMap& knobs) {
    // A node of a tree: its value, three pointers and a colour.
    constexpr std::uint64_t kNode = sizeof(KnobMap::value_type) + 4 * sizeof(void*);
    std::uint64_t bytes = knobs.size() * kNode;
    for (const auto& [name, value] : knobs) {
        bytes += heap_of(name);
        if (const auto* text = std::get_if<std::string>(&value)) bytes += heap_of(*text);
    }
    return bytes;
}

std::uint64_t heap_of(const PartChoice& part) { return heap_of(part.kind) + heap_of(part.knobs); }

std::uint64_t heap_of(const Init& init) {
    return heap_of(init.scheme) + heap_of(init.knobs) + init.numbers.capacity() * sizeof(double);
}

std::uint64_t heap_of(const RunSpec& run) {
    return heap_of(run.name) + heap_of(run.optimizer) + heap_of(run.schedule) + heap_of(run.color) +
           (run.init ? heap_of(*run.init) : 0);
}

bool same_shape(const Experiment& a, const Experiment& b) {
    const Table& s = a.data.table;
    const Table& t = b.data.table;
    return s.inputs == t.inputs && s.classes == t.classes && s.x.size() == t.x.size() &&
           s.y.size() == t.y.size() && a.runs.size() == b.runs.size();
}

/// All but points and runs. Named by what it leaves out, so that no new setting can be forgotten here.
Experiment rest_of(const Experiment& experiment) {
    Experiment rest = experiment;
    // New ones: emptied vectors would keep their memory.
    rest.data.table = Table{experiment.data.table.inputs, {}, {}, {}};
    rest.runs = std::vector<RunSpec>();
    return rest;
}

/// Calls `found(index, value)` for the numbers of `after` whose bits differ: 0 and -0 do.
template <class Found>
void differing(std::span<const double> before, std::span<const double> after, const Found& found) {
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (std::bit_cast<std::uint64_t>(before[i]) != std::bit_cast<std::uint64_t>(after[i])) {
            found(i, after[i]);
        }
    }
}

}  // namespace

std::uint64_t bytes_of(const Experiment& experiment) {
    const Table& table = experiment.data.table;
    std::uint64_t bytes = sizeof(Experiment) + heap_of(experiment.title) + heap_of(experiment.notes) +
                          (experiment.function ? heap_of(*experiment.function) : 0) +
                          heap_of(experiment.data.part) + heap_of(experiment.model) +
                          heap_of(experiment.init) + heap_of(experiment.loss) +
                          (table.x.capacity() + table.y.capacity()) * sizeof(double) +
                          heap_of(table.classes) + experiment.runs.capacity() * sizeof(RunSpec);
    for (const RunSpec& run : experiment.runs) bytes += heap_of(run);
    return bytes;
}

std::uint64_t Journal::heap_of(const std::vector<Run>& runs, const Experiment* rest) {
    std::uint64_t bytes = rest != nullptr ? bytes_of(*rest) : 0;
    for (const Run& run : runs) bytes += talweg::heap_of(run.spec);
    return bytes;
}

std::uint64_t Journal::bytes_of_block(const Block& block) {
    return sizeof(Block) + block.first_bytes + block.heap_bytes + block.entries.capacity() * sizeof(Entry) +
           block.numbers.capacity() * sizeof(Number) + block.runs.capacity() * sizeof(Run);
}

/// False when the two are not alike enough to tell their difference.
bool Journal::find_change(const Experiment& before, const Experiment& after, Change& change) {
    if (!same_shape(before, after)) return false;
    const Table& old = before.data.table;
    const Table& table = after.data.table;
    differing(old.x, table.x, [&](std::size_t i, double value) { change.numbers.push_back({i, value}); });
    differing(old.y, table.y, [&](std::size_t i, double value) {
        change.numbers.push_back({table.x.size() + i, value});
    });
    for (std::size_t i = 0; i < after.runs.size(); ++i) {
        if (before.runs[i] != after.runs[i]) change.runs.push_back({i, after.runs[i]});
    }
    Experiment rest = rest_of(after);
    if (rest_of(before) != rest) change.rest = std::make_shared<const Experiment>(std::move(rest));
    return true;
}

/// Makes the change of one entry to the experiment of the entry before it.
void Journal::apply(const Block& block, std::size_t entry, Experiment& experiment) {
    const Entry& to = block.entries[entry];
    const Entry& from = block.entries[entry - 1];
    if (to.rest) {
        Experiment next = *to.rest;
        next.data.table = std::move(experiment.data.table);
        next.runs = std::move(experiment.runs);
        experiment = std::move(next);
    }
    Table& table = experiment.data.table;
    for (std::size_t i = from.numbers_end; i < to.numbers_end; ++i) {
        const Number& number = block.numbers[i];
        const std::size_t inputs = table.x.size();
        (number.index < inputs ? table.x[number.index] : table.y[number.index - inputs]) = number.value;
    }
    for (std::size_t i = from.runs_end; i < to.runs_end; ++i) {
        experiment.runs[block.runs[i].index] = block.runs[i].spec;
    }
}

std::shared_ptr<const Experiment> Journal::build(const Block& block, std::size_t entry) {
    if (entry == 0) return block.first;
    auto experiment = std::make_shared<Experiment>(*block.first);
    for (std::size_t i = 1; i <= entry; ++i) apply(block, i, *experiment);
    return experiment;
}

/// Keeps the first `count` entries, at least one.
void Journal::cut(Block& block, std::size_t count) {
    const Entry& last = block.entries[count - 1];
    block.numbers.resize(last.numbers_end);
    block.runs.erase(block.runs.begin() + static_cast<std::ptrdiff_t>(last.runs_end), block.runs.end());
    block.entries.erase(block.entries.begin() + static_cast<std::ptrdiff_t>(count), block.entries.end());
    block.heap_bytes = heap_of(block.runs, nullptr);
    for (const Entry& entry : block.entries) block.heap_bytes += entry.rest ? bytes_of(*entry.rest) : 0;
}

}  // namespace talweg
