// Where theta begins: typed numbers, or a scheme that draws them.
#include "app/panels/start_control.h"

#include "app/panels/knob_control.h"
#include "app/panels/widgets.h"
#include "core/train/catalogue.h"

namespace talweg {
namespace {

// More fields than this would fill the panel: then there is the file.
constexpr std::size_t kMostFields = 6;

std::optional<Init> number_rows(UiState& ui, std::string_view id, const Init& init,
                                const std::vector<std::string>& names) {
    std::optional<Init> changed;
    for (std::size_t i = 0; i < init.numbers.size() && i < kMostFields; ++i) {
        const std::string name = i < names.size() ? names[i] : "θ" + std::to_string(i);
        const float width = form_row(ui.kit, "Start of", name);
        double value = init.numbers[i];
        const std::string field = std::string(id) + ".number." + std::to_string(i);
        if (number_field(ui.kit, field, value, {}, width,
                         "Where " + name + " begins; a click on the surface sets it too", ui.error)) {
            changed = init;
            changed->numbers[i] = value;
        }
    }
    return changed;
}

}  // namespace

std::optional<Init> start_control(UiState& ui, std::string_view id, const Init& init,
                                  const std::vector<std::string>& names) {
    std::vector<ChoiceItem> items{{"Numbers", "Typed here, or set by a click on the surface", "By hand"}};
    std::vector<const PartInfo*> schemes;
    const bool function = ui.document.experiment().function.has_value();
    int chosen = 0;
    for (const InitPart& part : inits()) {
        if (function && part.layers) continue;
        schemes.push_back(&part.info);
        if (init.numbers.empty() && part.info.id == init.scheme) chosen = static_cast<int>(schemes.size());
    }
    for (const ChoiceItem& item : choice_items(schemes)) items.push_back(item);
    const float width = form_row(ui.kit, "Start");
    std::string tip = "Where the parameters begin";
    if (chosen > 0) {
        const PartInfo& shown = *schemes[static_cast<std::size_t>(chosen - 1)];
        tip.append("\n").append(shown.sentence).append("\n").append(shown.rule);
    }
    if (choice(ui.kit, std::string(id) + ".start", items, chosen, width, tip)) {
        Init next;
        if (chosen == 0)
            next.numbers.assign(std::max<std::size_t>(names.size(), 1), 0.0);
        else
            next.scheme = std::string(schemes[static_cast<std::size_t>(chosen - 1)]->id);
        return next;
    }
    if (init.numbers.empty()) {
        if (chosen == 0) return {};
        Init next = init;
        const PartInfo& shown = *schemes[static_cast<std::size_t>(chosen - 1)];
        if (knob_controls(ui, std::string(id) + ".start", shown, next.knobs)) return next;
        return {};
    }
    return number_rows(ui, id, init, names);
}

}  // namespace talweg
