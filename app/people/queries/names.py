"""What statements of people share; `p`: the person."""

NAME = "concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)"
BY_NAME = "din5007(p.family_name), din5007(p.given_name)"
