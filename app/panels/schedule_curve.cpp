// What a schedule does to the learning rate over a run, small enough to stand in the form.
#include "app/panels/schedule_curve.h"

#include "app/panels/widgets.h"
#include "app/views/view.h"
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <functional>

namespace talweg {
namespace {

constexpr Step kLeastLength = 100;
constexpr Step kLooksPerPiece = 8;

Step curve_length(const StopRules& stop, Step steps_per_epoch, Step reached, Step horizon) {
    constexpr Step kNone = std::numeric_limits<Step>::max();
    Step limit = stop.max_steps.value_or(kNone);
    if (stop.max_epochs && *stop.max_epochs < kNone / steps_per_epoch)
        limit = std::min(limit, *stop.max_epochs * steps_per_epoch);
    return limit != kNone ? std::max<Step>(limit, 1) : std::max({reached, horizon, kLeastLength});
}

// The piece [begin, end) of the run.
void add_piece(ScheduleCurve& curve, Step begin, Step end, const std::function<double(Step)>& rate) {
    const Step looks = std::min(kLooksPerPiece, end - begin);
    std::vector<ScheduleCurve::Point> seen;
    for (Step i = 0; i < looks; ++i) {
        const Step step = begin + (end - begin) * i / looks;
        if (const double value = rate(step); std::isfinite(value))
            seen.push_back({static_cast<double>(step), value});
    }
    if (seen.empty()) return;
    const auto lower = [](const auto& a, const auto& b) { return a.rate < b.rate; };
    const auto [low, high] = std::minmax_element(seen.begin(), seen.end(), lower);
    curve.highest = std::max(curve.highest, high->rate);
    const auto first = std::min(low, high);
    const auto second = std::max(low, high);
    if (first != seen.begin()) curve.points.push_back(seen.front());
    curve.points.push_back(*first);
    if (second != first) curve.points.push_back(*second);
}

const RunSnapshot* recorded_run(const Snapshot& now, std::uint64_t id) {
    const auto found = find_run(now, id);
    return found ? &now.runs[*found] : nullptr;
}

std::string curve_words(const ScheduleCurve& curve, const RunSnapshot* known, double pointed) {
    std::string words = "The learning rate over " + grouped_text(curve.length) + " steps";
    if (known != nullptr)
        words +=
            "\nnow, at step " + grouped_text(known->state.step) + ": " + short_text(known->state.rate, 5);
    const auto after = std::find_if(curve.points.begin(), curve.points.end(),
                                    [&](const auto& point) { return point.step >= pointed; });
    if (after != curve.points.end())
        words += "\nat step " + grouped_text(static_cast<std::uint64_t>(after->step)) + ": " +
                 short_text(after->rate, 5);
    return words;
}

}  // namespace

ScheduleCurve schedule_curve(const Experiment& experiment, std::size_t index, const RunSnapshot* known,
                             std::size_t pieces) {
    const RunSpec& run = experiment.runs[index];
    const auto schedule = make_schedule(run.schedule);
    const Settings settings(schedule_part(run.schedule.kind).info, run.schedule.knobs);
    const Step epoch = known != nullptr ? std::max<Step>(known->steps_per_epoch, 1) : 1;
    const Step unit = settings.choice("per") == "epoch" ? epoch : 1;
    ScheduleCurve curve;
    // A schedule's horizon is at most some 10^16, and a double counts steps exactly up to there.
    const Step horizon = std::min(schedule->horizon(), (Step{1} << 53) / unit) * unit;
    curve.length = curve_length(experiment.stop, epoch, known != nullptr ? known->end_step : 0, horizon);
    std::function<double(Step)> rate = [&](Step step) { return schedule->rate(run.lr, step / unit); };
    if (schedule->observes()) {
        if (known == nullptr) return curve;
        const SampleWindow& window = known->recent;
        rate = [&window](Step step) {
            return window.has(step) ? window.column(kRate)[step - window.first] : kAbsent;
        };
    }
    const Step count = std::min<Step>(pieces, curve.length);
    for (Step i = 0; i < count; ++i) {
        const double share = static_cast<double>(curve.length) / static_cast<double>(count);
        const auto begin = static_cast<Step>(static_cast<double>(i) * share);
        const Step end =
            i + 1 == count ? curve.length : static_cast<Step>(static_cast<double>(i + 1) * share);
        add_piece(curve, begin, std::max(end, begin + 1), rate);
    }
    return curve;
}

void schedule_curve_row(const Snapshot& now, UiState& ui, std::size_t index) {
    const Experiment& experiment = ui.document.experiment();
    const RunSpec& run = experiment.runs[index];
    if (run.schedule.kind == "constant" && run.schedule.knobs.empty()) return;
    Kit& kit = ui.kit;
    const Theme& theme = kit.theme;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size(ImGui::GetContentRegionAvail().x, kit.px(64));
    const RunSnapshot* known = recorded_run(now, run.id);
    const auto pieces = static_cast<std::size_t>(std::max(size.x / 2.0f, 8.0f));
    const ScheduleCurve curve = schedule_curve(experiment, index, known, pieces);
    ImGui::Dummy(size);
    mark(kit, "run." + std::to_string(index) + ".schedule.curve");

    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, ImVec2(low.x + size.x, low.y + size.y), packed(theme.text.faded(0.04)),
                       kit.px(6));
    const float left = low.x + kit.px(8);
    const float width = size.x - kit.px(16);
    const float top = low.y + kit.px(20);
    const float height = size.y - kit.px(28);
    const auto place = [&](double step, double rate) {
        const double x = std::min(step / static_cast<double>(curve.length), 1.0);
        const double y = curve.highest > 0.0 ? std::min(rate / curve.highest, 1.0) : 0.0;
        return ImVec2(left + static_cast<float>(x) * width, top + static_cast<float>(1.0 - y) * height);
    };
    list.AddLine(place(0, 0), place(static_cast<double>(curve.length), 0), packed(theme.hairline), 1.0f);
    const Rgba color = run_style(experiment, index, theme).color;
    std::vector<ImVec2> line;
    line.reserve(curve.points.size());
    for (const auto& point : curve.points) line.push_back(place(point.step, point.rate));
    list.AddPolyline(line.data(), static_cast<int>(line.size()), packed(color), 0, kit.px(1.5));
    if (known != nullptr && static_cast<double>(known->state.step) <= static_cast<double>(curve.length))
        list.AddCircleFilled(place(static_cast<double>(known->state.step), known->state.rate), kit.px(3.5),
                             packed(color), 20);
    const std::string most = curve.points.empty() ? "as the losses come" : short_text(curve.highest, 3);
    const std::string end = grouped_text(curve.length) + " steps";
    const float words = low.y + kit.px(3);
    draw_text(kit, list, ImVec2(left, words), most, theme.quiet_text, TextRole::tick);
    draw_text(kit, list, ImVec2(left + width - text_size(kit, end, TextRole::tick).x, words), end,
              theme.quiet_text, TextRole::tick);
    const double pointed = (ImGui::GetIO().MousePos.x - left) / width * static_cast<double>(curve.length);
    tooltip(kit, curve_words(curve, known, pointed));
}

}  // namespace talweg
