// Why a run diverged, in words with its numbers.
#include "core/train/divergence.h"

#include "core/base/text.h"
#include "core/surface/curvature.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

// The eigenvalues of a larger Hessian would keep one waiting.
constexpr Index kLargestHessian = 400;

// Gradient descent on a quadratic of curvature c converges iff  rate (1 - dampening) c < edge:
//   heavy ball  2 (1 + m);   Nesterov, as PyTorch steps,  2 (1 + m) / (1 + 2 m).
double edge_of(const Divergence& d) {
    const double edge = 2.0 * (1.0 + d.momentum);
    return d.nesterov ? edge / (1.0 + 2.0 * d.momentum) : edge;
}

std::string edge_words(const Divergence& d) {
    if (d.momentum == 0.0) return "";
    const std::string m = short_text(d.momentum);
    if (!d.nesterov) return " = 2 (1 + momentum " + m + ")";
    return " = 2 (1 + m) / (1 + 2 m), the edge of Nesterov momentum m = " + m;
}

// As few digits as show that the product lies above the edge.
std::string above(double product, double edge) {
    for (int digits = 3; digits < 17; ++digits) {
        const std::string left = short_text(product, digits);
        const std::string right = short_text(edge, digits);
        if (left != right) return left + " > " + right;
    }
    return exact_text(product) + " > " + exact_text(edge);
}

std::string rule_text(const Divergence& d, double product, double edge) {
    std::string text = "learning rate " + short_text(d.rate);
    if (d.dampening > 0.0) text += " × (1 - dampening " + short_text(d.dampening) + ")";
    std::string bend = "largest curvature " + short_text(d.curvature, 3);
    if (d.varies) bend += " at the last finite point";
    if (d.weight_decay > 0.0) bend = "(" + bend + " + weight decay " + short_text(d.weight_decay) + ")";
    return text + " × " + bend + " = " + above(product, edge) + edge_words(d);
}

std::string plain_text(const Divergence& d) {
    if (d.overflow != Overflow::unknown && d.step == 0) {
        return "the loss is not a finite number at the start; begin nearer to the data's scale";
    }
    std::string what = "the loss or the parameters";
    if (d.overflow == Overflow::loss) what = "the loss";
    if (d.overflow == Overflow::parameters) what = "the parameters";
    if (d.overflow == Overflow::gradient) what = "the gradient";
    std::string text = what + " overflowed";
    if (d.step > 0) text += " at step " + grouped_text(d.step);
    return text + " (learning rate " + short_text(d.rate) + ")";
}

// Whether the steps of a run are those of the formula at the top: nothing that bends gradients or theta, and
// the same momentum throughout.
bool steps_plainly(const RunSpec& run) {
    if (run.clip_norm || run.clip_value || make_schedule(run.schedule)->cycles_momentum()) return false;
    for (const PartChoice& wrapper : run.wrappers) {
        if (!wrapper_part(wrapper.kind).averages) return false;
    }
    if (run.optimizer.kind == "sgd" || run.optimizer.kind == "heavy_ball") return true;
    if (run.optimizer.kind != "nesterov") return false;
    return Settings(optimizer_part("nesterov").info, run.optimizer.knobs).choice("sequence") == "constant";
}

}  // namespace

void Divergence::archive(Archive& archive) {
    std::uint64_t flags =
        (known ? 1u : 0u) | (first_order ? 2u : 0u) | (nesterov ? 4u : 0u) | (varies ? 8u : 0u);
    auto kind = static_cast<std::uint64_t>(overflow);
    archive.field(flags);
    archive.field(kind);
    archive.field(rate);
    archive.field(curvature);
    archive.field(weight_decay);
    archive.field(momentum);
    archive.field(dampening);
    archive.field(step);
    known = (flags & 1) != 0;
    first_order = (flags & 2) != 0;
    nesterov = (flags & 4) != 0;
    varies = (flags & 8) != 0;
    overflow = static_cast<Overflow>(kind);
}

Divergence observe_divergence(const RunSpec& run, double rate, Objective& objective, const Vector& theta) {
    Divergence d;
    d.known = true;
    d.rate = rate;
    d.varies = objective.sample_count() == 0;
    const std::string& kind = run.optimizer.kind;
    const bool sgd = kind == "sgd";
    if (theta.size() > kLargestHessian || !steps_plainly(run)) return d;
    const std::optional<Curvature> bend = curvature(objective, theta);
    if (!bend) return d;
    const Settings settings(optimizer_part(kind).info, run.optimizer.knobs);
    d.first_order = true;
    d.curvature = bend->largest;
    d.momentum = settings.real("momentum");
    d.nesterov = kind == "nesterov";
    if (!sgd) return d;
    d.dampening = d.momentum > 0.0 ? settings.real("dampening") : 0.0;
    d.weight_decay = settings.real("weight_decay");
    d.nesterov = settings.boolean("nesterov");
    return d;
}

std::string divergence_text(const Divergence& d) {
    const double product = d.rate * (1.0 - d.dampening) * (d.curvature + d.weight_decay);
    const double edge = edge_of(d);
    const bool explains = d.first_order && std::isfinite(product) && product > edge;
    return explains ? rule_text(d, product, edge) : plain_text(d);
}

std::string divergence_reason(const RunSpec& run, double rate, Objective& objective, const Vector& theta) {
    return divergence_text(observe_divergence(run, rate, objective, theta));
}

}  // namespace talweg
