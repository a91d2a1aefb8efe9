// From a question about a model to its predictions over a plane.
#include "core/worker/plane_maker.h"

#include "core/train/catalogue.h"
#include "core/worker/timeline.h"

#include <cmath>
#include <utility>

namespace talweg {
namespace {

bool has_inside(const PlaneWindow& window) {
    const bool finite =
        std::isfinite(window.x_high - window.x_low) && std::isfinite(window.y_high - window.y_low);
    return finite && window.x_low < window.x_high && window.y_low < window.y_high;
}

bool possible(const PlaneQuestion& question, const Model& model) {
    const Index inputs = question.held.size();
    return question.theta.size() == model.parameter_count() && question.across != question.up &&
           question.across < inputs && question.up < inputs && has_inside(question.window);
}

}  // namespace

void PlaneMaker::ask(PlaneQuestion question) {
    const bool known = model_ != nullptr && question.model == question_.model &&
                       question.held.size() == model_->inputs() && question.outputs == model_->outputs();
    if (!known) {
        const ModelPart& part = model_part(question.model.kind);
        model_ = part.make(Settings(part.info, question.model.knobs), question.held.size(), question.outputs);
    }
    question_ = std::move(question);
}

bool PlaneMaker::make(int nodes, PredictionPlane& out, const std::function<bool()>& stop) {
    const bool plane = model_ != nullptr && possible(question_, *model_);
    if (!plane) {
        out = {};
        out.question = question_;
    } else if (!compute_plane(*model_, question_, nodes, nodes, out, stop)) {
        return false;
    }
    out.revision = next_revision();
    out.finest = !plane || nodes >= kFinest;
    return true;
}

}  // namespace talweg
