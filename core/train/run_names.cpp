// Names of runs that nobody has named, from their settings.
#include "core/train/run_names.h"

#include "core/base/text.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace talweg {
namespace {

std::string with_blanks(std::string id) {
    std::replace(id.begin(), id.end(), '_', ' ');
    return id;
}

/// A title of one word ("Adam", "L-BFGS"); in place of a longer one the id: "SGD", "gd armijo".
std::string short_title(const PartInfo& info) {
    if (info.title.find(' ') == std::string_view::npos) return std::string(info.title);
    std::string id = with_blanks(std::string(info.id));
    constexpr std::size_t kAcronym = 4;
    if (id.size() > kAcronym) return id;
    std::transform(id.begin(), id.end(), id.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return id;
}

/// "Adam 0.05"; a schedule with rates of its own stands in the place of the one that plays no part.
std::string first_words(const RunSpec& run) {
    const std::string title = short_title(optimizer_part(run.optimizer.kind).info);
    if (schedule_part(run.schedule.kind).owns_rate) return title + ", " + with_blanks(run.schedule.kind);
    return title + " " + short_text(run.lr);
}

using Group = std::vector<const RunSpec*>;
using Words = std::vector<std::string>;  ///< what each run of a group would add to its name

template <class Say>
Words said_of(const Group& group, Say say) {
    Words words;
    for (const RunSpec* run : group) words.push_back(say(*run));
    return words;
}

/// The knobs of a part that are not the same throughout the group, where they are off their defaults.
/// `part_of`: the part of a run and its choice; nullptr: it has none.
struct Chosen {
    const PartInfo* info = nullptr;
    const PartChoice* choice = nullptr;
};
template <class PartOf>
Words knobs_of(const Group& group, PartOf part_of) {
    Words words(group.size());
    std::set<std::string_view> names;
    for (const RunSpec* run : group) {
        const Chosen chosen = part_of(*run);
        if (chosen.info == nullptr) continue;
        for (const Knob& knob : chosen.info->knobs) names.insert(knob.name);
    }
    for (const std::string_view name : names) {
        const Words each = said_of(group, [&](const RunSpec& run) -> std::string {
            const Chosen chosen = part_of(run);
            const Knob* knob = chosen.info != nullptr ? find_knob(*chosen.info, name) : nullptr;
            if (knob == nullptr) return {};
            const auto given = chosen.choice->knobs.find(name);
            if (given == chosen.choice->knobs.end() || given->second == default_value(*knob)) return {};
            return ", " + with_blanks(knob_words(name, given->second));
        });
        if (std::equal(each.begin() + 1, each.end(), each.begin())) continue;
        for (std::size_t i = 0; i < each.size(); ++i) words[i] += each[i];
    }
    return words;
}

Words wrappers_of(const Group& group) {
    return said_of(group, [](const RunSpec& run) {
        std::string text;
        for (const PartChoice& each : run.wrappers)
            text.append(" + ").append(short_title(wrapper_part(each.kind).info));
        return text;
    });
}

Words optimizer_knobs_of(const Group& group) {
    return knobs_of(group, [](const RunSpec& run) {
        return Chosen{&optimizer_part(run.optimizer.kind).info, &run.optimizer};
    });
}

Words schedules_of(const Group& group) {
    return said_of(group, [](const RunSpec& run) {
        const bool said = run.schedule.kind == "constant" || schedule_part(run.schedule.kind).owns_rate;
        return said ? std::string() : ", " + with_blanks(run.schedule.kind);
    });
}

Words clips_of(const Group& group) {
    return said_of(group, [](const RunSpec& run) {
        std::string text;
        if (run.clip_norm) text += ", clip norm " + short_text(*run.clip_norm);
        if (run.clip_value) text += ", clip value " + short_text(*run.clip_value);
        return text;
    });
}

Words batches_of(const Group& group) {
    return said_of(group, [](const RunSpec& run) {
        return run.batch == 0 ? std::string() : ", batch " + std::to_string(run.batch);
    });
}

Words schedule_knobs_of(const Group& group) {
    return knobs_of(group, [](const RunSpec& run) {
        return Chosen{&schedule_part(run.schedule.kind).info, &run.schedule};
    });
}

Words wrapper_knobs_of(const Group& group) {
    Words words(group.size());
    for (const WrapperPart& part : wrappers()) {
        const Words each = knobs_of(group, [&part](const RunSpec& run) {
            const auto found =
                std::find_if(run.wrappers.begin(), run.wrappers.end(),
                             [&part](const PartChoice& choice) { return choice.kind == part.info.id; });
            return found == run.wrappers.end() ? Chosen{} : Chosen{&part.info, &*found};
        });
        for (std::size_t i = 0; i < each.size(); ++i) words[i] += each[i];
    }
    return words;
}

Words starts_of(const Group& group) {
    return said_of(group, [](const RunSpec& run) {
        if (!run.init) return std::string();
        std::string text = ", from";
        if (run.init->numbers.empty()) return text + " " + with_blanks(run.init->scheme);
        for (std::size_t i = 0; i < run.init->numbers.size(); ++i) {
            if (i == 3) return text + " …";
            text += " " + short_text(run.init->numbers[i]);
        }
        return text;
    });
}

/// What tells runs apart, the most telling first.
constexpr Words (*kDifferences[])(const Group&) = {wrappers_of,      optimizer_knobs_of, schedules_of,
                                                   clips_of,         batches_of,         schedule_knobs_of,
                                                   wrapper_knobs_of, starts_of};

using Named = std::map<std::string, std::vector<std::size_t>>;
Named by_name(const Experiment& experiment) {
    Named named;
    for (std::size_t i = 0; i < experiment.runs.size(); ++i) named[experiment.runs[i].name].push_back(i);
    return named;
}

}  // namespace

std::string knob_words(std::string_view knob, const KnobValue& value) {
    std::string text(knob);
    if (const auto* flag = std::get_if<bool>(&value)) text += *flag ? "" : " off";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) text += " " + std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) text += " " + short_text(*real);
    if (const auto* word = std::get_if<std::string>(&value)) text += " " + *word;
    if (const auto* items = std::get_if<std::vector<double>>(&value)) {
        for (const double item : *items) text += " " + short_text(item);
    }
    return text;
}

void name_runs(Experiment& experiment, std::span<const std::size_t> unnamed) {
    std::vector<RunSpec>& runs = experiment.runs;
    std::vector<bool> free(runs.size(), false);
    for (const std::size_t i : unnamed) {
        free[i] = true;
        runs[i].name = first_words(runs[i]);
    }
    for (const auto difference : kDifferences) {
        for (const auto& entry : by_name(experiment)) {
            const std::vector<std::size_t>& alike = entry.second;
            if (alike.size() < 2) continue;
            Group group;
            for (const std::size_t i : alike) group.push_back(&runs[i]);
            const Words words = difference(group);
            if (std::equal(words.begin() + 1, words.end(), words.begin())) continue;
            for (std::size_t k = 0; k < alike.size(); ++k) {
                if (free[alike[k]]) runs[alike[k]].name += words[k];
            }
        }
    }
    std::set<std::string> taken;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!free[i]) taken.insert(runs[i].name);
    }
    for (const std::size_t i : unnamed) {
        const std::string name = runs[i].name;
        for (int number = 2; !taken.insert(runs[i].name).second; ++number)
            runs[i].name = name + " (" + std::to_string(number) + ")";
    }
}

std::string name_for(const Experiment& experiment, const RunSpec& run) {
    Experiment next;
    for (const RunSpec& other : experiment.runs) {
        if (other.id != run.id) next.runs.push_back(other);
    }
    next.runs.push_back(run);
    const std::size_t last[] = {next.runs.size() - 1};
    name_runs(next, last);
    return next.runs.back().name;
}

}  // namespace talweg
