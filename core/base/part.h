// How a part (an optimizer, a loss, a data set, …) describes itself, and the settings one chooses for it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace talweg {

/// A list holds numbers (milestones, layer sizes), even when all are whole. Several choices stand in one text
/// with ", " between them.
using KnobValue = std::variant<bool, std::int64_t, double, std::string, std::vector<double>>;

/// choices: one choice for all, or one for each item of the list knob named by `each_of`. text: words of
/// one's own.
enum class KnobType { real, integer, boolean, choice, list, choices, text };

/// One setting of a part: what a panel needs to draw a control, a file to check a key, --help to explain it.
struct Knob {
    std::string_view name = {};    ///< the field's name, as PyTorch spells it; the key in a file
    std::string_view title = {};   ///< words for the panel, sentence case
    std::string_view symbol = {};  ///< the letter of the formula, may be empty
    KnobType type = KnobType::real;
    double low = 0.0;          ///< smallest allowed value; a boolean has 0 and 1
    double high = 1.0;         ///< largest allowed value
    bool low_open = false;     ///< `low` itself is not allowed
    bool high_open = false;    ///< `high` itself is not allowed
    double initial = 0.0;      ///< default; for a choice the index into `choices`
    bool logarithmic = false;  ///< a slider moves in the logarithm
    /// What a slider spans, inside [low, high]; equal ends: the whole range.
    double slider_low = 0.0;
    double slider_high = 0.0;
    std::string_view unit = {};                      ///< may be empty
    std::string_view help = {};                      ///< one sentence
    std::span<const std::string_view> choices = {};  ///< ids, for KnobType::choice and choices
    std::span<const double> initial_list = {};  ///< default, for KnobType::list; low and high bound items
    bool whole_items = false;                   ///< a list of whole numbers
    bool ascending = false;                     ///< a list whose items never fall
    std::string_view each_of = {};  ///< of KnobType::choices: the list whose items may each have their own
    /// When the knob has any effect, as a condition over the part's other knobs ("momentum > 0", "centered",
    /// "mode = exp_range", joined by "and"); empty: always. Panels hide it otherwise.
    std::string_view needs = {};
    /// Why the range ends where it does, for the end of a message ("at 1 the mean would never change"); empty
    /// where an end is only far away.
    std::string_view why_low = {};
    std::string_view why_high = {};
    std::string_view why_order = {};                 ///< why the items of a list ascend
    std::string_view initial_text = {};              ///< default, for KnobType::text
    void (*check_text)(std::string_view) = nullptr;  ///< throws Error for a text that is not possible
};

/// What one needs to know of a part to list, choose, explain and configure it.
struct PartInfo {
    std::string_view id = {};        ///< snake_case, the field's name
    std::string_view title = {};     ///< for menus
    std::string_view sentence = {};  ///< one sentence: what it does
    std::string_view rule = {};      ///< the update rule or formula as text, lines separated by '\n'
    std::string_view source = {};    ///< paper and year, or the library whose arithmetic it follows
    std::span<const Knob> knobs = {};
    std::string_view family = {};  ///< the group in a menu; parts of a family stand together
};

/// The settings a user gave; what is absent has its default. Ordered, so that a file is written the same
/// twice.
using KnobMap = std::map<std::string, KnobValue, std::less<>>;

/// A part one chose: its id and the settings given for it.
struct PartChoice {
    std::string kind;
    KnobMap knobs;
    std::vector<PartChoice> parts = {};  ///< what a composition is made of (sequential and chained schedules)
    bool operator==(const PartChoice&) const = default;
};

/// The knob of that name, or nullptr.
const Knob* find_knob(const PartInfo& part, std::string_view name);

/// The default of a knob as a value of its type.
KnobValue default_value(const Knob& knob);

/// Checks type and range of one value and returns it in the knob's own type (an integer given for a real
/// becomes a double). Throws Error naming the knob, its range, the value and why the range ends there; NaN is
/// never in range.
KnobValue checked_value(const Knob& knob, const KnobValue& value);

/// The items of a text of choices, commas or blanks between them.
std::vector<std::string> split_choices(std::string_view text);

/// The text of several choices: ", " between them.
std::string joined_choices(const std::vector<std::string>& items);

/// "0 to 1, 1 not included", for messages and --help.
std::string range_text(const Knob& knob);

/// A part's settings with the defaults filled in. Every knob of the part is present.
class Settings {
  public:
    /// Throws Error for an unknown name (with the nearest valid one), a wrong type, a value out of range.
    Settings(const PartInfo& part, const KnobMap& given);

    /// Asking for a knob that the part does not have, or with another type, is a bug (TALWEG_CHECK).
    double real(std::string_view name) const;
    std::int64_t integer(std::string_view name) const;
    bool boolean(std::string_view name) const;
    /// Of KnobType::choice, and of KnobType::text.
    const std::string& choice(std::string_view name) const;
    const std::vector<double>& list(std::string_view name) const;
    /// Of KnobType::choices: the ids, at least one.
    std::vector<std::string> choices(std::string_view name) const;
    const KnobMap& all() const { return values_; }

  private:
    KnobMap values_;
};

}  // namespace talweg
