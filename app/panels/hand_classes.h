// The classes that points edited by hand can be of.
#pragma once

#include "app/views/data_look.h"

namespace talweg {

struct HandClasses {
    std::vector<std::string> names;  ///< one per class; empty: targets are numbers
    Task task = Task::regression;    ///< how the loss reads them
    bool indices = false;            ///< the names are the data's own, and its targets are indices of them

    bool any() const { return !names.empty(); }
    /// The target of class `index` as the table holds it: the index, or -1 and 1.
    double target(std::size_t index) const;
    std::size_t index(double target) const;
    /// Where a target stands on a curve's axis, and the target that stands nearest to a place there.
    double level(double target) const;
    double target_at(double place) const;
};

/// Of the experiment's table, or of the generator's points in the snapshot.
HandClasses hand_classes(const Experiment& experiment, const Snapshot& now);

/// A name that is not there yet: the next letter after letters, else "class 2".
std::string free_class_name(const std::vector<std::string>& names);

}  // namespace talweg
