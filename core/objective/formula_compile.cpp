// From a formula's words to the steps of a tape.
#include "core/objective/formula_compile.h"

#include "core/base/error.h"
#include "core/objective/formula_step.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

namespace talweg::formula {
namespace {

using Op = FormulaTape::Op;
using Step = FormulaTape::Step;

/// Powers up to this one are multiplied.
constexpr double kMostWhole = 64.0;

/// A number, or what a node gives: 0 is x, 1 is y, from 2 on the step of that number less two.
struct Value {
    bool constant = false;
    double number = 0.0;
    std::uint16_t node = 0;
};

/// x and y, before the steps' own nodes.
constexpr std::size_t kOwn = 2;

/// The nodes that a step reads.
std::span<const std::uint16_t> reads_of(const Step& step) {
    if (step.op == Op::constant) return {};
    return std::span(step.from).first(step.op >= Op::add && step.op <= Op::greatest ? 2 : 1);
}

class Compiler {
  public:
    explicit Compiler(const FormulaParameters& parameters) : parameters_(parameters) {}

    void read(const FormulaWord& word);
    Compiled finish();

  private:
    Value pop() {
        TALWEG_CHECK(!stack_.empty());
        const Value value = stack_.back();
        stack_.pop_back();
        return value;
    }
    void push_number(double number) { stack_.push_back({true, number, 0}); }
    void push_node(std::uint16_t node) { stack_.push_back({false, 0.0, node}); }

    void put(Op op, std::uint16_t a, std::uint16_t b = 0, double number = 0.0);
    void one(Op op);
    void two(FormulaOp op);
    void two_values(FormulaOp op, const Value& a, const Value& b);
    void raise(const Value& base, const Value& exponent);
    std::uint16_t node_of(const Value& value);
    std::vector<std::uint16_t> in_order(std::uint16_t result, std::vector<bool>& with_x) const;

    const FormulaParameters& parameters_;
    std::vector<Value> stack_;
    std::vector<Step> nodes_;
    std::map<std::tuple<Op, std::uint16_t, std::uint16_t, std::uint64_t>, std::uint16_t> known_;
};

// The same step twice is one.
void Compiler::put(Op op, std::uint16_t a, std::uint16_t b, double number) {
    const auto next = static_cast<std::uint16_t>(nodes_.size() + kOwn);
    const auto [found, fresh] = known_.try_emplace({op, a, b, std::bit_cast<std::uint64_t>(number)}, next);
    if (fresh) nodes_.push_back({op, {a, b}, 0, number});
    push_node(found->second);
}

std::uint16_t Compiler::node_of(const Value& value) {
    if (!value.constant) return value.node;
    put(Op::constant, 0, 0, value.number);
    return pop().node;
}

// On a constant at once, by what the tape itself would do.
void Compiler::one(Op op) {
    const Value a = pop();
    if (!a.constant) return put(op, a.node);
    double slots[2] = {a.number, 0.0};
    take(Step{op, {0, 0}, 1, 0.0}, slots);
    push_number(slots[1]);
}

void Compiler::two(FormulaOp op) {
    const Value b = pop();
    const Value a = pop();
    if (!a.constant || !b.constant) return two_values(op, a, b);
    double slots[3] = {a.number, b.number, 0.0};
    const auto place = static_cast<int>(op) - static_cast<int>(FormulaOp::add);
    take(Step{static_cast<Op>(static_cast<int>(Op::add) + place), {0, 1}, 2, 0.0}, slots);
    push_number(slots[2]);
}

void Compiler::two_values(FormulaOp op, const Value& a, const Value& b) {
    switch (op) {
        case FormulaOp::add:
            if (b.constant) return put(Op::add_number, a.node, 0, b.number);
            if (a.constant) return put(Op::add_number, b.node, 0, a.number);
            return put(Op::add, a.node, b.node);
        case FormulaOp::subtract:
            if (b.constant) return put(Op::add_number, a.node, 0, -b.number);
            if (a.constant) return put(Op::from_number, b.node, 0, a.number);
            return put(Op::subtract, a.node, b.node);
        case FormulaOp::multiply:
            if (b.constant) return put(Op::times_number, a.node, 0, b.number);
            if (a.constant) return put(Op::times_number, b.node, 0, a.number);
            if (a.node == b.node) return put(Op::square, a.node);
            return put(Op::multiply, a.node, b.node);
        case FormulaOp::divide:
            if (b.constant) return put(Op::over_number, a.node, 0, b.number);
            if (a.constant) return put(Op::number_over, b.node, 0, a.number);
            return put(Op::divide, a.node, b.node);
        case FormulaOp::power:
            return raise(a, b);
        default:
            break;
    }
    const std::uint16_t first = node_of(a);
    const std::uint16_t second = node_of(b);
    put(op == FormulaOp::least ? Op::least : Op::greatest, first, second);
}

void Compiler::raise(const Value& base, const Value& exponent) {
    if (base.constant) {
        if (base.number == std::numbers::e) return put(Op::exp, exponent.node);
        return put(Op::power_of, exponent.node, 0, base.number);
    }
    if (!exponent.constant) return put(Op::power, base.node, exponent.node);
    const double c = exponent.number;
    if (c == 0.0) return push_number(1.0);
    if (c == 1.0) return push_node(base.node);
    if (c == 0.5) return put(Op::sqrt, base.node);
    if (c == 2.0) return put(Op::square, base.node);
    if (c == 3.0) return put(Op::cube, base.node);
    if (c == -1.0) return put(Op::number_over, base.node, 0, 1.0);
    const bool whole = std::abs(c) <= kMostWhole && std::trunc(c) == c;
    put(whole ? Op::whole_power : Op::fixed_power, base.node, 0, c);
}

void Compiler::read(const FormulaWord& word) {
    switch (word.op) {
        case FormulaOp::number:
            return push_number(word.number);
        case FormulaOp::parameter:
            return push_number(parameters_[word.parameter]);
        case FormulaOp::x:
            return push_node(0);
        case FormulaOp::y:
            return push_node(1);
        case FormulaOp::add:
        case FormulaOp::subtract:
        case FormulaOp::multiply:
        case FormulaOp::divide:
        case FormulaOp::power:
        case FormulaOp::least:
        case FormulaOp::greatest:
            return two(word.op);
        case FormulaOp::negate:
            return one(Op::negate);
        default:
            break;
    }
    const auto place = static_cast<int>(word.op) - static_cast<int>(FormulaOp::sin);
    one(static_cast<Op>(static_cast<int>(Op::sin) + place));
}

// The nodes that the result needs: first those that x has no part in, each group in the order it was read.
std::vector<std::uint16_t> Compiler::in_order(std::uint16_t result, std::vector<bool>& with_x) const {
    std::vector<bool> needed(nodes_.size() + kOwn, false);
    needed[result] = true;
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        if (!needed[i + kOwn]) continue;
        for (const std::uint16_t read : reads_of(nodes_[i])) needed[read] = true;
    }
    with_x.assign(nodes_.size() + kOwn, false);
    with_x[0] = true;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        for (const std::uint16_t read : reads_of(nodes_[i]))
            with_x[i + kOwn] = with_x[i + kOwn] || with_x[read];
    }
    std::vector<std::uint16_t> order;
    for (std::size_t node = kOwn; node < needed.size(); ++node) {
        if (needed[node]) order.push_back(static_cast<std::uint16_t>(node));
    }
    std::stable_partition(order.begin(), order.end(), [&](std::uint16_t node) { return !with_x[node]; });
    return order;
}

Compiled Compiler::finish() {
    TALWEG_CHECK(stack_.size() == 1);
    const std::uint16_t result = node_of(pop());
    std::vector<bool> with_x;
    const std::vector<std::uint16_t> order = in_order(result, with_x);
    // The last place of the order that reads each node. What a whole row shares is kept for all of it.
    std::vector<std::size_t> last(nodes_.size() + kOwn, 0);
    for (std::size_t place = 0; place < order.size(); ++place) {
        for (const std::uint16_t read : reads_of(nodes_[order[place] - kOwn]))
            last[read] = with_x[order[place]] && !with_x[read] ? order.size() : place;
    }
    last[result] = order.size();
    Compiled compiled;
    std::vector<std::uint16_t> slot(nodes_.size() + kOwn, 0);
    slot[1] = 1;
    std::vector<std::uint16_t> free;
    for (std::size_t place = 0; place < order.size(); ++place) {
        Step step = nodes_[order[place] - kOwn];
        for (const std::uint16_t read : reads_of(step)) {
            const bool done = read >= kOwn && last[read] == place;
            if (done && std::ranges::find(free, slot[read]) == free.end()) free.push_back(slot[read]);
        }
        for (std::uint16_t& from : step.from) from = slot[from];
        if (free.empty()) free.push_back(static_cast<std::uint16_t>(compiled.slots++));
        step.to = slot[order[place]] = free.back();
        free.pop_back();
        compiled.steps.push_back(step);
        if (!with_x[order[place]]) compiled.shared = compiled.steps.size();
    }
    compiled.result = slot[result];
    return compiled;
}

}  // namespace

Compiled compile(const Formula& formula, const FormulaParameters& parameters) {
    Compiler compiler(parameters);
    for (const FormulaWord& word : formula.words) compiler.read(word);
    return compiler.finish();
}

}  // namespace talweg::formula
