// L-BFGS: quasi-Newton steps from the last few changes of the gradient.
#include "core/optim/lbfgs.h"

#include "core/base/sum.h"
#include "core/base/vectors.h"
#include "core/optim/line_search.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

constexpr std::string_view kSearches[] = {"none", "strong_wolfe"};

constexpr Knob kKnobs[] = {
    {.name = "max_iter",
     .title = "Iterations",
     .type = KnobType::integer,
     .low = 1,
     .high = 10000,
     .initial = 20,
     .slider_low = 1,
     .slider_high = 50,
     .help = "How many times one step goes along a direction, at most.",
     .why_low = "a step makes at least one iteration"},
    {.name = "max_eval",
     .title = "Evaluations",
     .type = KnobType::integer,
     .low = 0,
     .high = 1000000,
     .initial = 0,
     .slider_low = 0,
     .slider_high = 100,
     .help = "After this many evaluations a step begins no other iteration; 0 is 5/4 of the iterations.",
     .why_low = "it counts from 0, which leaves it to max_iter"},
    {.name = "tolerance_grad",
     .title = "Flat below",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-7,
     .logarithmic = true,
     .slider_low = 1e-14,
     .slider_high = 1.0,
     .help = "A step ends, or does nothing, where no entry of the gradient is larger.",
     .why_low = "no gradient is smaller than 0"},
    {.name = "tolerance_change",
     .title = "Still below",
     .low = 0.0,
     .high = 1e6,
     .initial = 1e-9,
     .logarithmic = true,
     .slider_low = 1e-16,
     .slider_high = 1.0,
     .help = "A step ends where neither the loss nor any parameter changes by more.",
     .why_low = "no change is smaller than 0"},
    {.name = "history_size",
     .title = "Memory",
     .type = KnobType::integer,
     .low = 1,
     .high = 1000,
     .initial = 100,
     .slider_low = 1,
     .slider_high = 100,
     .help = "How many pairs of steps and gradient changes are remembered.",
     .why_low = "without a pair of steps and gradients it knows no curvature"},
    {.name = "line_search_fn",
     .title = "Line search",
     .type = KnobType::choice,
     .initial = 0,
     .help = "Whether each iteration goes the learning rate times the direction, or searches along it.",
     .choices = kSearches},
};

double absolute_sum(const Vector& values) {
    double total = 0.0;
    for (Index i = 0; i < values.size(); ++i) total += std::abs(values.data()[i]);
    return total;
}

void add(double factor, const double* what, double* to, Index n) {
    for (Index i = 0; i < n; ++i) to[i] += factor * what[i];
}

class Lbfgs final : public Optimizer {
  public:
    Lbfgs(const Settings& settings, Index n)
        : n_(n),
          direction_(Vector::Zero(n)),
          last_gradient_(Vector::Zero(n)),
          began_(Vector::Zero(n)),
          gradient_(Vector::Zero(n)),
          fresh_move_(Vector::Zero(n)),
          fresh_change_(Vector::Zero(n)),
          search_(n) {
        configure(settings);
    }

    void configure(const Settings& settings) override;
    void step(Vector& theta, const StepInput& now) override;
    void archive(Archive& archive) override {
        archive.field(direction_);
        archive.field(last_gradient_);
        archive.field(moves_);
        archive.field(changes_);
        archive.field(inverse_);
        archive.field(stride_);
        archive.field(scale_);
        archive.field(first_);
        archive.field(count_);
        archive.field(iterations_);
        archive.field(began_);
        archive.field(went_);
        archive.field(made_);
    }
    void buffers(std::vector<NamedBuffer>& out) const override {
        out.push_back({"i", &made_, 1});
        out.push_back({"x", began_.data(), n_});
        out.push_back({"h", last_gradient_.data(), n_});
        out.push_back({"γ", &scale_, 1});
        out.push_back({"d", direction_.data(), n_});
        out.push_back({"α", &went_, 1});
    }

  private:
    void resize(std::uint64_t history);
    void remember();
    void find_direction();
    Index slot(std::uint64_t age) const { return static_cast<Index>((first_ + age) % history_); }
    const double* move(std::uint64_t age) const { return moves_.data() + slot(age) * n_; }
    const double* change(std::uint64_t age) const { return changes_.data() + slot(age) * n_; }
    double inverse(std::uint64_t age) const { return inverse_[slot(age)]; }

    std::uint64_t max_iter_ = 0;
    std::uint64_t max_eval_ = 0;
    double tolerance_grad_ = 0.0;
    double tolerance_change_ = 0.0;
    bool searches_ = false;

    Index n_;
    Vector direction_;      ///< d
    Vector last_gradient_;  ///< h, where d was found
    Vector moves_;          ///< s, the newest history_ of them, n_ numbers each, as a ring
    Vector changes_;        ///< y, how the gradient changed over each s
    Vector inverse_;        ///< rho = 1 / y's
    double stride_ = 0.0;   ///< how far along d the next pair says that theta went
    double scale_ = 1.0;    ///< gamma: the inverse Hessian is gamma I before the pairs correct it
    std::uint64_t history_ = 0;
    std::uint64_t first_ = 0;       ///< the ring's slot of the oldest pair
    std::uint64_t count_ = 0;       ///< pairs in the ring
    std::uint64_t iterations_ = 0;  ///< of all steps

    Vector began_;       ///< x: theta where the last iteration began; for looking at, as the next two
    double went_ = 0.0;  ///< alpha: theta went by alpha d there; 0 where d did not lead down
    double made_ = 0.0;  ///< i: iterations of the last step

    Vector gradient_;  ///< scratch, as are all below
    Vector fresh_move_;
    Vector fresh_change_;
    Vector weight_;
    StrongWolfe search_;
};

void Lbfgs::configure(const Settings& settings) {
    max_iter_ = static_cast<std::uint64_t>(settings.integer("max_iter"));
    max_eval_ = static_cast<std::uint64_t>(settings.integer("max_eval"));
    if (max_eval_ == 0) max_eval_ = max_iter_ * 5 / 4;
    tolerance_grad_ = settings.real("tolerance_grad");
    tolerance_change_ = settings.real("tolerance_change");
    searches_ = settings.choice("line_search_fn") == "strong_wolfe";
    const auto history = static_cast<std::uint64_t>(settings.integer("history_size"));
    if (history != history_) resize(history);
}

// The newest pairs stay.
void Lbfgs::resize(std::uint64_t history) {
    const auto size = static_cast<Index>(history);
    Vector moves = Vector::Zero(size * n_);
    Vector changes = Vector::Zero(size * n_);
    Vector inverses = Vector::Zero(size);
    const std::uint64_t kept = std::min(count_, history);
    for (std::uint64_t i = 0; i < kept; ++i) {
        const std::uint64_t age = count_ - kept + i;
        const auto to = static_cast<Index>(i);
        std::copy_n(move(age), n_, moves.data() + to * n_);
        std::copy_n(change(age), n_, changes.data() + to * n_);
        inverses[to] = inverse(age);
    }
    moves_.swap(moves);
    changes_.swap(changes);
    inverse_.swap(inverses);
    weight_ = Vector::Zero(size);
    first_ = 0;
    count_ = kept;
    history_ = history;
}

// The step just made and what it did to the gradient, where that is curvature upwards.
void Lbfgs::remember() {
    double* s = fresh_move_.data();
    double* y = fresh_change_.data();
    for (Index i = 0; i < n_; ++i) {
        y[i] = gradient_.data()[i] - last_gradient_.data()[i];
        s[i] = direction_.data()[i] * stride_;
    }
    const double curvature = dot(y, s, n_);
    if (!(curvature > 1e-10)) return;
    if (count_ == history_) {
        first_ = (first_ + 1) % history_;
        --count_;
    }
    const Index at = slot(count_);
    std::copy_n(s, n_, moves_.data() + at * n_);
    std::copy_n(y, n_, changes_.data() + at * n_);
    inverse_[at] = 1.0 / curvature;
    ++count_;
    scale_ = curvature / squared_norm(y, n_);
}

// d <- -H g by the two loops over the pairs.
void Lbfgs::find_direction() {
    double* d = direction_.data();
    for (Index i = 0; i < n_; ++i) d[i] = -gradient_.data()[i];
    for (std::uint64_t age = count_; age-- > 0;) {
        const double weight = dot(move(age), d, n_) * inverse(age);
        weight_[static_cast<Index>(age)] = weight;
        add(-weight, change(age), d, n_);
    }
    for (Index i = 0; i < n_; ++i) d[i] *= scale_;
    for (std::uint64_t age = 0; age < count_; ++age) {
        const double weight = dot(change(age), d, n_) * inverse(age);
        add(weight_[static_cast<Index>(age)] - weight, move(age), d, n_);
    }
}

// theta, gradient: (n).  rate: this step's learning rate.  Up to max_iter times:
//   y <- g - g of the iteration before;  s <- alpha d        remembered where y's > 1e-10
//   d <- -H g                  by the two-loop recursion from H = (y's / y'y) I; at first d = -g
//   alpha <- rate              the very first: rate min(1, 1 / |g|_1)
//   theta <- theta + alpha d   strong_wolfe: alpha by a search that tries it first
// and not again after enough evaluations, on flat ground, or without progress. Without a search the last
// iteration evaluates nothing: the next step begins there.
// Source: Nocedal 1980; Liu and Nocedal 1989; Nocedal and Wright 2006, algorithm 7.4. As PyTorch: several
// iterations a step, all memory kept from one to the next; the papers require a Wolfe search.
void Lbfgs::step(Vector& theta, const StepInput& now) {
    copy(now.gradient, gradient_);
    double loss = now.loss;
    std::uint64_t evaluations = 1;
    made_ = 0.0;
    if (largest_entry(gradient_) <= tolerance_grad_) return;
    for (std::uint64_t iteration = 1; iteration <= max_iter_; ++iteration) {
        if (++iterations_ > 1) remember();
        find_direction();
        copy(gradient_, last_gradient_);
        copy(theta, began_);
        went_ = 0.0;
        made_ += 1.0;
        const double last_loss = loss;
        stride_ = iterations_ == 1 ? std::min(1.0, 1.0 / absolute_sum(gradient_)) * now.rate : now.rate;
        const double slope = dot(gradient_.data(), direction_.data(), n_);
        if (slope > -tolerance_change_) break;
        if (searches_) {
            // The search's constants are fixed, as in PyTorch: none of the knobs reaches it.
            const LinePoint& found =
                search_.search(now.probe, {theta, direction_, loss, last_gradient_, slope}, stride_, {});
            stride_ = found.step;
            loss = found.loss;
            copy(found.gradient, gradient_);
            evaluations += search_.evaluations();
        }
        went_ = stride_;
        add(stride_, direction_.data(), theta.data(), n_);
        if (!searches_ && iteration < max_iter_) {
            loss = now.probe.value_and_gradient(theta, gradient_);
            ++evaluations;
        }
        if (evaluations >= max_eval_ || largest_entry(gradient_) <= tolerance_grad_) break;
        if (largest_entry(direction_) * std::abs(stride_) <= tolerance_change_) break;
        if (std::abs(loss - last_loss) < tolerance_change_) break;
    }
}

}  // namespace

OptimizerPart lbfgs_part() {
    return {
        .info = {"lbfgs", "L-BFGS",
                 "Learns the curvature from the last steps' changes of the gradient and steps as Newton's "
                 "method would; one step is up to max_iter iterations.",
                 "g ← ∇L(θ)\n"
                 "i: iterations in this step, max_iter at most; of several, the last one is below\n"
                 "x: where it began                                     if i > 1\n"
                 "h: the gradient there                                 if i > 1\n"
                 "d = -H h, where H is γ times the identity, corrected by the remembered pairs  if i > 1\n"
                 "d = -H g, where H is γ times the identity, corrected by the remembered pairs  if i = 1\n"
                 "α = η, or found by a line search along d; the very first η min(1, 1/|g|₁)  if i > 0\n"
                 "θ ← θ                     if i = 0\n"
                 "θ ← θ + α d               if i = 1\n"
                 "θ ← x + α d               if i > 1",
                 "Nocedal 1980; Liu and Nocedal 1989; as torch.optim.LBFGS", kKnobs, "Quasi-Newton"},
        .make = [](const Settings& settings, const Parameters& parameters) -> std::unique_ptr<Optimizer> {
            return std::make_unique<Lbfgs>(settings, parameters.count);
        },
        .default_rate = 1.0,
        .full_batch =
            "it learns the curvature from how the gradient changes, which differs between "
            "batches"};
}

}  // namespace talweg
