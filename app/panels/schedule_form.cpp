// The controls of a schedule and of all that it is made of.
#include "app/panels/schedule_form.h"

#include "app/panels/knob_control.h"
#include "app/panels/widgets.h"
#include "core/base/error.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"

namespace talweg {
namespace {

constexpr std::int64_t kFirstWarmup = 100;  ///< steps, of a composition that was just chosen

bool fits_inside(const PartChoice& whole, const SchedulePart& part) {
    return !part.composes && !part.observes && !(part.owns_rate && whole.kind == "chained");
}

// The schedules to choose from; the one that stands there is always among them.
std::vector<const PartInfo*> offered(const PartChoice* whole, const PartChoice& now) {
    std::vector<const PartInfo*> infos;
    for (const SchedulePart& part : schedules())
        if (whole == nullptr || part.info.id == now.kind || fits_inside(*whole, part))
            infos.push_back(&part.info);
    return infos;
}

// What a schedule begins with when it is chosen: where its defaults would not go with the run, something that
// does.
PartChoice begun(const PartInfo& info, const RunSpec& run, const PartChoice& old) {
    PartChoice made{std::string(info.id), {}};
    const SchedulePart& part = schedule_part(info.id);
    if (part.owns_rate) {
        made.knobs["max_lr"] = run.lr;
        if (find_knob(info, "base_lr") != nullptr) made.knobs["base_lr"] = run.lr / 10.0;
        try {
            check_momentum(run.optimizer, made);
        } catch (const Error&) {
            made.knobs["cycle_momentum"] = false;
        }
    }
    if (!part.composes) return made;
    PartChoice second =
        fits_inside(made, schedule_part(old.kind)) && old.kind != "constant" ? old : PartChoice{"cosine", {}};
    second.knobs.erase("per");
    made.parts = {{"linear", {{"total_iters", kFirstWarmup}}}, second};
    if (find_knob(info, "milestones") != nullptr)
        made.knobs["milestones"] = std::vector<double>{static_cast<double>(kFirstWarmup)};
    return made;
}

std::vector<double>* milestones_of(PartChoice& whole) {
    const auto found = whole.knobs.find("milestones");
    return found == whole.knobs.end() ? nullptr : std::get_if<std::vector<double>>(&found->second);
}

void add_part(PartChoice& whole) {
    whole.parts.push_back({"constant", {}});
    if (whole.kind != "sequential") return;
    std::vector<double>* milestones = milestones_of(whole);
    if (milestones == nullptr) {
        whole.knobs["milestones"] = std::vector<double>{static_cast<double>(kFirstWarmup)};
    } else {
        milestones->push_back(milestones->back() + static_cast<double>(kFirstWarmup));
    }
}

// The part after it takes its place in time.
void remove_part(PartChoice& whole, std::size_t index) {
    whole.parts.erase(whole.parts.begin() + static_cast<std::ptrdiff_t>(index));
    std::vector<double>* milestones = milestones_of(whole);
    if (milestones == nullptr) return;
    milestones->erase(milestones->begin() + static_cast<std::ptrdiff_t>(index > 0 ? index - 1 : 0));
    if (milestones->empty()) whole.knobs.erase("milestones");
}

struct Row {
    UiState& ui;
    const RunSpec& run;
    const std::function<void()>& picture;  ///< under the menu of the whole
};

std::optional<std::uint64_t> rows(const Row& row, const std::string& id, std::string_view title,
                                  PartChoice& now, const PartChoice* whole, bool* removed);

std::optional<std::uint64_t> part_rows(const Row& row, const std::string& id, PartChoice& whole) {
    for (std::size_t i = 0; i < whole.parts.size(); ++i) {
        bool removed = false;
        const std::string name = id + ".part" + std::to_string(i);
        const auto change = rows(row, name, "Part " + std::to_string(i + 1), whole.parts[i], &whole,
                                 whole.parts.size() > 1 ? &removed : nullptr);
        if (removed) {
            remove_part(whole, i);
            return 0;
        }
        if (change) return change;
    }
    form_row(row.ui.kit, "");
    if (!button(row.ui.kit, id + ".add", "Add a part", ButtonKind::ghost, 0,
                "Adds one more schedule to the composition"))
        return {};
    add_part(whole);
    return 0;
}

std::optional<std::uint64_t> rows(const Row& row, const std::string& id, std::string_view title,
                                  PartChoice& now, const PartChoice* whole, bool* removed) {
    Kit& kit = row.ui.kit;
    const auto infos = offered(whole, now);
    int chosen = 0;
    for (std::size_t i = 0; i < infos.size(); ++i)
        if (infos[i]->id == now.kind) chosen = static_cast<int>(i);
    const PartInfo& shown = *infos[static_cast<std::size_t>(chosen)];
    const float width = form_row(kit, title) - (removed != nullptr ? kit.px(32) : 0.0f);
    const std::string tip =
        std::string(shown.sentence) + "\n" + std::string(shown.rule) + "\n" + std::string(shown.source);
    if (choice(kit, id, choice_items(infos), chosen, width, tip)) {
        now = begun(*infos[static_cast<std::size_t>(chosen)], row.run, now);
        return 0;
    }
    if (removed != nullptr) {
        ImGui::SameLine(0, kit.px(4));
        *removed = icon_button(kit, id + ".remove", Icon::close, "Takes this part out of the composition");
        if (*removed) return 0;
    }
    if (whole == nullptr) row.picture();
    // Parts count what the whole counts.
    const auto change = knob_controls(row.ui, id, shown, now.knobs, whole != nullptr ? "per" : "");
    if (change) return change->gesture;
    return schedule_part(now.kind).composes ? part_rows(row, id, now) : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> schedule_form(UiState& ui, const std::string& id, RunSpec& run,
                                           const std::function<void()>& picture) {
    PartChoice schedule = run.schedule;
    const auto change = rows({ui, run, picture}, id, "Schedule", schedule, nullptr, nullptr);
    if (change) run.schedule = std::move(schedule);
    return change;
}

}  // namespace talweg
