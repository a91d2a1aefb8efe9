// The classes that points edited by hand can be of.
#include "app/panels/hand_classes.h"

#include "core/train/catalogue.h"
#include "core/train/class_targets.h"

#include <algorithm>
#include <cmath>

namespace talweg {

double HandClasses::target(std::size_t index) const {
    if (!indices && task == Task::margin) return index > 0 ? 1.0 : -1.0;
    return static_cast<double>(index);
}

std::size_t HandClasses::index(double target) const {
    if (names.empty() || !(target > 0.0)) return 0;
    if (!indices && task == Task::margin) return 1;
    return std::min(static_cast<std::size_t>(target), names.size() - 1);
}

double HandClasses::level(double target) const {
    return any() && task == Task::margin ? (target > 0.0 ? 1.0 : -1.0) : target;
}

double HandClasses::target_at(double place) const {
    if (!any() || !std::isfinite(place)) return place;
    if (task == Task::margin) return target(place > 0.0 ? 1 : 0);
    return target(
        static_cast<std::size_t>(std::clamp(std::round(place), 0.0, static_cast<double>(names.size() - 1))));
}

HandClasses hand_classes(const Experiment& experiment, const Snapshot& now) {
    HandClasses classes;
    const LossPart& part = loss_part(experiment.loss.kind);
    const std::unique_ptr<Loss> loss = part.make(Settings(part.info, experiment.loss.knobs));
    classes.task = loss->task();
    const bool table = experiment.data.part.kind == "table";
    classes.names = table ? experiment.data.table.classes : now.data.classes;
    classes.indices = !classes.names.empty();
    if (classes.indices || classes.task == Task::regression) return classes;
    // Probabilities are targets too, and no class.
    const auto exact = [&](double y) {
        return classes.task == Task::margin ? std::abs(y) == 1.0 : y >= 0.0 && y == std::floor(y);
    };
    if (table && !std::ranges::all_of(experiment.data.table.y, exact)) return classes;
    std::size_t count = 2;
    if (classes.task == Task::classes) {
        const Index outputs =
            table ? table_outputs(*loss, experiment.data.table) : data_look(now, {}).outputs;
        count = static_cast<std::size_t>(std::clamp<Index>(outputs, 2, 1000));
    }
    for (std::size_t i = 0; i < count; ++i) classes.names.push_back(class_name({}, classes.task, i));
    return classes;
}

std::string free_class_name(const std::vector<std::string>& names) {
    const auto taken = [&names](const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const bool letters = std::all_of(names.begin(), names.end(), [](const std::string& name) {
        return name.size() == 1 && name[0] >= 'A' && name[0] < 'Z';
    });
    if (letters) {
        for (char letter = 'A'; letter <= 'Z'; ++letter)
            if (!taken(std::string(1, letter))) return std::string(1, letter);
    }
    for (std::size_t number = names.size();; ++number) {
        std::string name = "class " + std::to_string(number);
        if (!taken(name)) return name;
    }
}

}  // namespace talweg
