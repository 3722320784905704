"""What stands under an answer and leads on from it: buttons, menus, and where an answer is made."""
