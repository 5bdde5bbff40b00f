export { oneOrMore, policyDocument, type Statement } from '../contracts/iam/policy';
