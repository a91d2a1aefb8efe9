// What the readers of an experiment's sections share. Only these include it.
#pragma once

#include "core/train/catalogue.h"
#include "core/train/experiment.h"
#include "core/train/toml_section.h"

namespace talweg {

inline Names with_knobs(Names names, const PartInfo& part) {
    for (const Knob& knob : part.knobs) names.push_back(knob.name);
    return names;
}

/// kind and knobs of a section that chooses a part; `more` are the section's other keys.
template <class Part>
PartChoice read_part(const Section& section, const std::string& fallback,
                     const Part& (*find)(std::string_view), Names more) {
    PartChoice choice{section.text("kind", fallback), {}};
    const PartInfo& info = section.at("kind", [&]() -> const Part& { return find(choice.kind); }).info;
    more.insert(more.begin(), "kind");
    section.allow_only(with_knobs(std::move(more), info));
    choice.knobs = section.knobs(info);
    return choice;
}

/// A number, or nothing where the key is absent.
inline std::optional<double> read_number(const Section& section, std::string_view key) {
    const toml::node* node = section.get(key);
    if (node == nullptr) return std::nullopt;
    return section.number(key, *node);
}

/// 'init' of a section, or `absent`.
Init read_init(const Section& section, Init absent = {});

/// [data]
DataChoice read_data(const Section& section);

/// One [[run]]; `experiment` holds what was read before it.
RunSpec read_run(const Section& section, const Experiment& experiment);

}  // namespace talweg
