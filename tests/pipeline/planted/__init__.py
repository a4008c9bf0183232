"""Known changes of every family planted into templates of other kinds: YAML, Terraform, a workflow, a script."""
