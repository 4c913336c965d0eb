from fardplan.reviews.models.reviews import ActivityReview, Factor, FactorTag, ProgressStep, Tip, TipUse

__all__ = ["ActivityReview", "Factor", "FactorTag", "ProgressStep", "Tip", "TipUse"]
