"""Addresses of actions.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import doing, doing_form, doing_proving, doing_told

ONE = "actions/<str:action_id>/"
FIXED: list[URLPattern] = [
    path("priorities/<str:priority_id>/actions/new/", doing_form.new, name="action_new"),
    path(ONE, doing.show, name="action"),
    path(f"{ONE}change/", doing_form.change, name="action_change"),
    path(f"{ONE}earlier/", doing_form.earlier, name="action_earlier"),
    path(f"{ONE}agree/", doing_form.agree, name="action_agree"),
    path(f"{ONE}remove/", doing.remove, name="action_remove"),
    path(f"{ONE}order/", doing.order, name="action_order"),
    path(f"{ONE}tell/", doing_told.tell, name="action_tell"),
    path(f"{ONE}take-back/", doing.take_back, name="action_take_back"),
    path(f"{ONE}wait/", doing_told.wait, name="action_wait"),
    path(f"{ONE}steps/new/", doing_told.step_new, name="action_step_new"),
    path(f"{ONE}steps/<str:step_id>/", doing_told.step, name="action_step"),
    path(f"{ONE}steps/<str:step_id>/do/", doing_told.step_do, name="action_step_do"),
    path(f"{ONE}proof/", doing_proving.choose, name="action_proof"),
    path(f"{ONE}proof/new/", doing_proving.new, name="action_proof_new"),
    path(f"{ONE}proof/<str:proof_id>/back/", doing_proving.back, name="action_proof_back"),
]
OF_UNIT: list[URLPattern] = []
