// A step told part by part.
#include "core/train/step_teller.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kTheta = "θ";
constexpr std::string_view kGradient = "∇L(θ)";
constexpr std::string_view kClipped = "ĝ";
/// Where the rule of what stands around an optimizer has that optimizer's step.
constexpr std::string_view kInside = "a step of the optimizer";
/// And what takes the gradient's place inside.
constexpr std::string_view kWith = ", with ";

RuleSymbols values_of(const std::vector<NamedBuffer>& buffers) {
    RuleSymbols values;
    for (const NamedBuffer& buffer : buffers) {
        values[std::string(buffer.symbol)] = {buffer.values, buffer.values + buffer.size};
    }
    return values;
}

// A schedule that cycles the momentum has the last word on it.
RuleSymbols knobs_of(const PartInfo& part, const Settings& settings, double momentum) {
    RuleSymbols symbols;
    for (const Knob& knob : part.knobs) {
        if (knob.symbol.empty()) continue;
        const std::string symbol(knob.symbol);
        if (knob.type == KnobType::real) symbols[symbol] = {settings.real(knob.name)};
        if (knob.type == KnobType::integer) {
            symbols[symbol] = {static_cast<double>(settings.integer(knob.name))};
        }
        const bool cycled = knob.name == "momentum" || knob.name == "beta1";
        if (cycled && !std::isnan(momentum)) symbols[symbol] = {momentum};
    }
    return symbols;
}

bool is_inside(const RuleLine& line) { return line.symbol.empty() && line.text.starts_with(kInside); }

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
    return text;
}

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// Whether a text has the symbol as a word of its own: in "γ times" but not in "η₁" or "max". Signs of two
// bytes and more that are no letters ("√u", "← u") may touch it.
bool speaks_of(std::string_view text, std::string_view symbol) {
    static constexpr std::string_view kSigns[] = {"√", "·", "←", "ᵗ", "²", "³", "⁴", "⁵"};
    for (std::size_t at = text.find(symbol); at != std::string_view::npos; at = text.find(symbol, at + 1)) {
        const std::string_view left = text.substr(0, at);
        const std::string_view right = text.substr(at + symbol.size());
        const auto touches = [](std::string_view side, std::string_view sign, bool end) {
            return end ? side.ends_with(sign) : side.starts_with(sign);
        };
        const auto free = [&](std::string_view side, bool end) {
            if (side.empty() || !letter(end ? side.back() : side.front())) return true;
            return std::ranges::any_of(kSigns,
                                       [&](std::string_view sign) { return touches(side, sign, end); });
        };
        if (free(left, true) && free(right, false)) return true;
    }
    return false;
}

double of_parameter(const RuleValue& value, Index parameter) {
    return value[value.size() == 1 ? 0 : static_cast<std::size_t>(parameter)];
}

std::optional<KnobValue> nothing_named(std::string_view) { return std::nullopt; }

}  // namespace

StepTeller::StepTeller(RuleSymbols shared, Index parameter, const Clip& clip, GradientAt gradient)
    : shared_(std::move(shared)),
      parameter_(parameter),
      clip_(clip),
      gradient_at_(std::move(gradient)),
      gradient_(kGradient) {
    shared_["clip_norm"] = {clip.norm};
    shared_["clip_value"] = {clip.value};
}

void StepTeller::add(const PartInfo& info, const KnobMap& knobs, const Optimizer& made, double momentum) {
    Part part{info, Settings(info, knobs), {}, {}, {}, {}, {}};
    made.buffers(part.buffers);
    part.before = part.now = values_of(part.buffers);
    for (const auto& entry : knobs_of(info, part.settings, momentum)) part.now.insert(entry);
    parts_.push_back(std::move(part));
}

void StepTeller::moved() {
    for (Part& part : parts_) part.after = values_of(part.buffers);
}

// The rule with the gradient by the name that it has where the part stands.
std::vector<RuleLine> StepTeller::rule_of(const Part& part) const {
    return parse_rule(replaced(std::string(part.info.rule), kGradient, gradient_));
}

// The first line of a part names it, where there is more than one.
void StepTeller::push(std::vector<FilledLine> lines, std::string_view title) {
    for (FilledLine& line : lines) {
        if (last_title_ != title) line.part = title;
        last_title_ = title;
        lines_.push_back(std::move(line));
    }
}

// As Clip::apply: each entry first, then the whole. The gradient itself comes first, as the history has it.
void StepTeller::tell_clipping(const std::string& from, const std::string& to) {
    FilledLine whole{from, short_text(of_parameter(shared_.at(from), parameter_), 6), 0.0};
    whole.result = of_parameter(shared_.at(from), parameter_);
    push({whole}, "Clipping");
    std::string rule;
    std::string now = from;
    if (std::isfinite(clip_.value)) {
        rule = to + " ← max(-clip_value, min(clip_value, " + now + "))\n";
        now = to;
    }
    if (std::isfinite(clip_.norm)) {
        rule += to + " ← " + now + " · min(1, clip_norm/(norm(" + now + ") + 1e-06))\n";
    }
    push(fill_rule(parse_rule(rule), shared_, nothing_named, parameter_), "Clipping");
}

// A gradient at another point ("∇L(ω)") is calculated there, and clipped as the run's are.
void StepTeller::tell_line(Part& part, RuleSymbols& symbols, const RuleLine& line) {
    const NameValue names = [&](std::string_view name) -> std::optional<KnobValue> {
        if (name == "t") return symbols.at("t")[0];
        const auto found = part.settings.all().find(name);
        if (found == part.settings.all().end()) return std::nullopt;
        return found->second;
    };
    constexpr std::string_view kOf = " ← ∇L(";
    const std::size_t of = line.text.find(kOf);
    constexpr std::size_t kOpens = std::string_view("∇L(").size();
    const std::string gradient = of == std::string::npos ? "" : line.text.substr(of + kOf.size() - kOpens);
    const bool alone = !gradient.empty() && gradient.find(')') == gradient.size() - 1;
    if (alone && symbols.count(gradient) == 0) {
        const std::string point = gradient.substr(kOpens, gradient.size() - kOpens - 1);
        const auto found = part.after.find(point);
        symbols[gradient] = gradient_at_(found == part.after.end() ? symbols.at(point) : found->second);
        if (clip_.any()) {
            shared_[gradient] = symbols[gradient];
            tell_clipping(gradient, line.symbol);
            symbols[line.symbol] = shared_[line.symbol];
            part.told += line.text + "\n";
            return;
        }
    }
    std::vector<FilledLine> filled = fill_rule({line}, symbols, names, parameter_);
    for (const FilledLine& each : filled) part.told += each.symbols + "\n";
    push(std::move(filled), parts_.size() > 1 || clip_.any() ? part.info.title : std::string_view{});
}

// The symbols that the lines assign are known to the part's later lines, θ to all parts.
void StepTeller::tell_lines(Part& part, const std::vector<RuleLine>& lines) {
    RuleSymbols symbols = shared_;
    for (const auto& entry : part.now) symbols[entry.first] = entry.second;
    for (const RuleLine& line : lines) {
        try {
            tell_line(part, symbols, line);
        } catch (const Error&) {
            push({{line.text, {}, 0.0}}, part.info.title);
        }
        const auto assigned = symbols.find(line.symbol);
        if (line.symbol != kTheta && assigned != symbols.end()) part.now[line.symbol] = assigned->second;
    }
    shared_[std::string(kTheta)] = symbols[std::string(kTheta)];
}

// Tells the lines that come before what the part stands around, and returns those that come after it. A
// buffer that no line assigns (the direction and the length of a search) is what the step itself found: its
// number is the one of afterwards.
std::vector<RuleLine> StepTeller::tell_before_inside(Part& part) {
    const std::vector<RuleLine> lines = rule_of(part);
    for (const auto& entry : part.after) {
        const bool assigned =
            std::ranges::any_of(lines, [&](const RuleLine& line) { return line.symbol == entry.first; });
        if (!assigned) part.now[entry.first] = entry.second;
    }
    const auto inside = std::ranges::find_if(lines, is_inside);
    tell_lines(part, {lines.begin(), inside});
    if (inside == lines.end()) return {};
    const std::size_t with = inside->text.find(kWith);
    if (with != std::string::npos) {
        const std::string_view name = std::string_view(inside->text).substr(with + kWith.size());
        gradient_ = name.substr(0, name.find(' '));
        shared_[gradient_] = part.after[gradient_];
    }
    return {inside + 1, lines.end()};
}

void StepTeller::tell(StepExplanation& out) {
    if (clip_.any()) {
        gradient_ = kClipped;
        tell_clipping(std::string(kGradient), gradient_);
    }
    std::vector<std::vector<RuleLine>> rests(parts_.size());
    for (std::size_t i = parts_.size(); i-- > 0;) rests[i] = tell_before_inside(parts_[i]);
    for (std::size_t i = 0; i < parts_.size(); ++i) tell_lines(parts_[i], rests[i]);
    out.lines = std::move(lines_);
    for (const Part& part : parts_) {
        for (const NamedBuffer& buffer : part.buffers) {
            const std::string symbol(buffer.symbol);
            if (!speaks_of(part.told, symbol)) continue;
            out.numbers.push_back({symbol, of_parameter(part.before.at(symbol), parameter_),
                                   of_parameter(part.after.at(symbol), parameter_)});
        }
    }
}

}  // namespace talweg
