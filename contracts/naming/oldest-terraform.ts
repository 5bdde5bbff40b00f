/** The oldest version of Terraform that the stacks, the commands and the tests support. */
export const OLDEST_TERRAFORM = '1.11.0';
